import { scalarText } from './scalar-text.ts';
import { valueAt } from './value-at.ts';

/** The text, number or truth value at a dotted path of a row, as text; undefined where there is none, or a blank one. */
export function scalarAt(row: unknown, path: string): string | undefined {
  const text = scalarText(valueAt(row, path))?.trim();
  return text === '' ? undefined : text;
}
