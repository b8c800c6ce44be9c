/** A JSON object as a reader gives it: nothing about its values is known yet. */
export type Row = Readonly<Record<string, unknown>>;

/** True of a JSON object, and false of a list and of null. */
export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True of a list, whose elements stay unknown where `Array.isArray` would make them `any`. */
export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** The row's own value under `key`; undefined where there is none or null. Never one that the row inherits, as `constructor`. */
export function fieldOf(row: Row, key: string): unknown {
  return Object.hasOwn(row, key) ? (row[key] ?? undefined) : undefined;
}

/** True where the row itself holds something but null under `key`. */
export function holds(row: Row, key: string): boolean {
  return fieldOf(row, key) !== undefined;
}

/** True where the row holds something but null under at least one of `keys`. */
export function holdsOneOf(row: Row, keys: readonly string[]): boolean {
  return keys.some((key) => holds(row, key));
}

/** What a JSON value is, as a message names it: `a number`, `a list`… */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'string' ? 'text' : `a ${typeof value}`;
}

const LISTED_KEYS = 20;
const LISTED_CHARACTERS = 300;

/** The row's keys for a message, those that hold null marked: the first 20, cut at 300 characters, and how many more there are. */
export function listKeys(row: Row): string {
  const keys = Object.keys(row);
  if (keys.length === 0) return 'none';
  let shown = 0;
  let listed = '';
  for (const key of keys.slice(0, LISTED_KEYS)) {
    const marked = row[key] === null ? `${key} (null)` : key;
    const longer = shown === 0 ? marked : `${listed}, ${marked}`;
    if (longer.length > LISTED_CHARACTERS) break;
    listed = longer;
    shown += 1;
  }
  if (shown === keys.length) return listed;
  // A lone key that is too long is a table read with the wrong separator: its beginning tells.
  const begun = shown === 0 ? (keys[0] ?? '').slice(0, LISTED_CHARACTERS) : listed;
  const more = keys.length - Math.max(shown, 1);
  return more === 0 ? `${begun}…` : `${begun} … and ${String(more)} more`;
}
