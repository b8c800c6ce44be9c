import { type RowValues } from '../canonical-form.ts';

/** A line's five values, whatever the order of its keys; undefined where it is no record. */
export function parseRow(text: string): RowValues | undefined {
  let row: unknown;
  try {
    row = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof row !== 'object' || row === null) return undefined;
  if (!('instruction' in row && 'input' in row && 'output' in row)) return undefined;
  if (!('_category' in row && '_source' in row)) return undefined;
  const { instruction, input, output, _category: category, _source: source } = row;
  if (typeof instruction !== 'string' || typeof input !== 'string' || typeof output !== 'string') {
    return undefined;
  }
  if (typeof category !== 'string' || typeof source !== 'string') return undefined;
  return { instruction, input, output, category, source };
}
