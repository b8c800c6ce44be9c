import { noTurns, type Turns } from './dialogue.ts';
import { textOf } from './field-text.ts';
import { historyTurns, joinOpening, systemKeys } from './opening-turns.ts';
import type { Refusal } from './outcome.ts';
import type { Row } from './row.ts';

/** What stands before a mapped row's turns: the mapped system text or else the row's own, and the row's history; a key that the mapping reads is not read a second time. */
export function mappedOpening(
  row: Row,
  system: string | Refusal | undefined,
  isMapped: (key: string) => boolean,
): Turns {
  const history = isMapped('history') ? noTurns : historyTurns(row);
  const own = (): string | Refusal =>
    textOf(
      row,
      systemKeys.filter((key) => !isMapped(key)),
    );
  return joinOpening(system ?? own(), history);
}

/** True where the path reads the row's key, or something within it. */
export function readsKey(path: string, key: string): boolean {
  return path === key || path.startsWith(`${key}.`);
}
