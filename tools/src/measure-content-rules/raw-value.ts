/** Where a raw row stands: the data folder, and the file below it without `.gz`. */
export interface Place {
  readonly folder: string;
  readonly file: string;
}

/** A parsed JSON object. */
export type RawObject = Readonly<Record<string, unknown>>;

/** Whether parsed JSON is an object, not a list. */
export function isObject(value: unknown): value is RawObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object's value, or that of a path of keys into it; undefined where there is none. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let found = value;
  for (const key of path) {
    if (Array.isArray(found) && typeof key === 'number') found = list(found)[key];
    else if (isObject(found) && typeof key === 'string') found = found[key];
    else return undefined;
  }
  return found;
}

/** A value's elements; none where it is no list. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? Array.from<unknown>(value) : [];
}

/** A value's text; none where it is no text. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
