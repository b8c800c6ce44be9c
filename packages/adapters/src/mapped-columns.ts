import type { Columns } from '@llamaforge/schema';
import { exchange } from './exchange.ts';
import { asText, textOf } from './field-text.ts';
import { historyTurns, joinOpening, systemKeys } from './opening-turns.ts';
import { noTurns } from './dialogue.ts';
import type { Outcome, Refusal } from './outcome.ts';
import { isList, isRow, type Row } from './row.ts';

/** The record that a user's mapping finds in a row; a path that leads nowhere is an absent text. */
export function readMappedColumns(row: Row, columns: Columns): Outcome {
  const { instruction, input, output } = columns;
  const system =
    columns.system === undefined
      ? textOf(
          row,
          systemKeys.filter((key) => !isMapped(key, columns)),
        )
      : textAt(row, columns.system);
  // A mapped key is read as the mapping says and not a second time as system or history.
  const history = isMapped('history', columns) ? noTurns : historyTurns(row);
  return exchange(joinOpening(system, history), {
    instruction: textAt(row, instruction),
    input: input === undefined ? '' : textAt(row, input),
    output: textAt(row, output),
  });
}

function isMapped(key: string, { instruction, input, output, system }: Columns): boolean {
  return [instruction, input, output, system].some(
    (path) => path !== undefined && (path === key || path.startsWith(`${key}.`)),
  );
}

function textAt(row: Row, path: string): string | Refusal {
  return asText(valueAt(row, path), path);
}

/** What stands at the path; of an own key with dots and a way through objects, the longer key wins at each step. */
function valueAt(value: unknown, path: string): unknown {
  if (!isRow(value) && !isList(value)) return undefined;
  for (let end = path.length; end > 0; end = path.lastIndexOf('.', end - 1)) {
    const child = ownChild(value, path.slice(0, end));
    if (child === undefined || child === null) continue;
    const found = end === path.length ? child : valueAt(child, path.slice(end + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

function ownChild(value: Row | readonly unknown[], key: string): unknown {
  if (isRow(value)) return Object.hasOwn(value, key) ? value[key] : undefined;
  return /^\d+$/u.test(key) ? value[Number(key)] : undefined;
}
