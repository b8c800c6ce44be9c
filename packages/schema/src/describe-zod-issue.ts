import { z } from 'zod';
import { nearestName } from './nearest-name.ts';

/**
 * What is wrong in configuration, a line for each problem: its path as in `sources[3].cap`, what is wrong, and for a key
 * that is not known the nearest one that is. `schema` is the one that found the issue.
 */
export function describeZodIssue(issue: z.core.$ZodIssue, schema: z.core.$ZodType): string[] {
  return describe(issue, { schema, path: [] });
}

/** The part of a schema that an issue's own path starts from, and where that part stands. */
interface Place {
  readonly schema: z.core.$ZodType;
  readonly path: readonly PropertyKey[];
}

function describe(issue: z.core.$ZodIssue, place: Place): string[] {
  const path = [...place.path, ...issue.path];
  const schema = schemaAt(place.schema, issue.path);
  if (issue.code === 'unrecognized_keys') return describeUnknownKeys(issue.keys, { schema, path });
  if (issue.code === 'invalid_union') return describeUnion(issue, { schema, path });
  return [atPath(path, issue.message)];
}

/** Where an issue's path leads; no schema where that cannot be told. */
interface Found {
  readonly schema: z.core.$ZodType | undefined;
  readonly path: readonly PropertyKey[];
}

function describeUnknownKeys(keys: readonly string[], { schema, path }: Found): string[] {
  const allowed = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  return keys.map((key) => {
    const nearest = nearestName(key, allowed);
    const hint =
      nearest === undefined ? `allowed are ${allowed.join(', ')}` : `did you mean ${nearest}?`;
    return atPath([...path, key], `unknown key; ${hint}`);
  });
}

/** Of a union the form of the value's type is what was meant; where none or several are, what each asks for. */
function describeUnion(issue: z.core.$ZodIssueInvalidUnion, { schema, path }: Found): string[] {
  const forms = schema instanceof z.ZodUnion ? schema.options : [];
  const meant = issue.errors.flatMap((issues, index) => {
    const form: unknown = forms[index];
    return form instanceof z.core.$ZodType && !issues.some(isOfAnotherType)
      ? [{ issues, form }]
      : [];
  });
  const [only] = meant;
  if (only === undefined || meant.length > 1) {
    const asked = new Set(issue.errors.flat().map(({ message }) => message));
    return [atPath(path, asked.size === 0 ? issue.message : [...asked].join('; or '))];
  }
  return only.issues.flatMap((inner) => describe(inner, { schema: only.form, path }));
}

function isOfAnotherType(issue: z.core.$ZodIssue): boolean {
  return (
    issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_value')
  );
}

function schemaAt(
  schema: z.core.$ZodType,
  path: readonly PropertyKey[],
): z.core.$ZodType | undefined {
  let current: z.core.$ZodType | undefined = unwrapped(schema);
  for (const key of path) current = unwrapped(memberOf(current, key));
  return current;
}

function memberOf(schema: z.core.$ZodType | undefined, key: PropertyKey): unknown {
  if (schema instanceof z.ZodArray) return schema.element;
  if (schema instanceof z.ZodRecord) return schema.valueType;
  if (!(schema instanceof z.ZodObject)) return undefined;
  return new Map<PropertyKey, unknown>(Object.entries(schema.shape)).get(key);
}

function unwrapped(schema: unknown): z.core.$ZodType | undefined {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault
  ) {
    return unwrapped(schema.unwrap());
  }
  return schema instanceof z.core.$ZodType ? schema : undefined;
}

function atPath(path: readonly PropertyKey[], problem: string): string {
  const written = path
    .map((part, index) =>
      typeof part === 'number' ? `[${String(part)}]` : `${index === 0 ? '' : '.'}${String(part)}`,
    )
    .join('');
  return written === '' ? problem : `${written}: ${problem}`;
}
