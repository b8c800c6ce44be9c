import type { Columns } from '@llamaforge/schema';
import { exchange } from './exchange.ts';
import { asText } from './field-text.ts';
import { mappedOpening, readsKey } from './mapped-opening.ts';
import type { Outcome, Refusal } from './outcome.ts';
import type { Row } from './row.ts';
import { valueAt } from './value-at.ts';

/** The record that a user's mapping finds in a row; a path that leads nowhere is an absent text. */
export function readMappedColumns(row: Row, columns: Columns): Outcome {
  const { instruction, input, output } = columns;
  const system = columns.system === undefined ? undefined : textAt(row, columns.system);
  const opening = mappedOpening(row, system, (key) => isMapped(key, columns));
  return exchange(opening, {
    instruction: textAt(row, instruction),
    input: input === undefined ? '' : textAt(row, input),
    output: textAt(row, output),
  });
}

function isMapped(key: string, { instruction, input, output, system }: Columns): boolean {
  return [instruction, input, output, system].some(
    (path) => path !== undefined && readsKey(path, key),
  );
}

function textAt(row: Row, path: string): string | Refusal {
  return asText(valueAt(row, path), path);
}
