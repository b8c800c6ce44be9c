import { parsedJson } from './parsed-json.ts';
import { fieldOf, isRow, type Row } from './row.ts';

/** A tool call in the form that every corpus has it in: these two keys, in this order. */
export interface NamedCall {
  readonly name: string;
  readonly arguments: Row;
}

/**
 * Reads `{name, arguments}`, or OpenAI's `{function: {name, arguments}}`; arguments may be an object, the JSON text of
 * one, or absent or blank where there are none. Undefined of anything else.
 */
export function namedCall(value: unknown): NamedCall | undefined {
  if (!isRow(value)) return undefined;
  const called = fieldOf(value, 'function');
  const call = isRow(called) ? called : value;
  const name = fieldOf(call, 'name');
  const given = argumentsOf(fieldOf(call, 'arguments'));
  if (typeof name !== 'string' || name.trim() === '' || !isRow(given)) return undefined;
  return { name, arguments: given };
}

function argumentsOf(value: unknown): unknown {
  if (value === undefined) return {};
  if (typeof value !== 'string') return value;
  return value.trim() === '' ? {} : parsedJson(value);
}
