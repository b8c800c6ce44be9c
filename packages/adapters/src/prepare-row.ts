import type { RowMapping } from '@llamaforge/schema';
import { cleanRow, type CleanedRow } from './clean-row.ts';
import { refuse, type Refusal } from './outcome.ts';
import { templateReads } from './read-template.ts';
import { fieldOf, isRow, kindOf, type Row } from './row.ts';
import { refuseUnselected } from './select-row.ts';

/** The row that is read: one that `where` selects as it stands, with its columns cleaned. */
export function prepareRow(value: unknown, { where, clean }: RowMapping): CleanedRow | Refusal {
  if (!isRow(value)) return refuse('not_an_object', `the row is ${kindOf(value)}`);
  const unselected = where && refuseUnselected(value, where);
  if (unselected !== undefined) return unselected;
  return clean === undefined ? { row: value } : cleanRow(value, clean);
}

/** Refuses a row that says it is what not to say; a mark that the mapping itself reads or selects is a value like any other. */
export function refuseNegative(row: Row, { template, where }: RowMapping): Refusal | undefined {
  const key = ['label', 'is_correct'].find((name) => fieldOf(row, name) === false);
  if (key === undefined) return undefined;
  const isRead = template !== undefined && templateReads(template, key);
  if (isRead || (where !== undefined && Object.hasOwn(where, key))) return undefined;
  return refuse('negative_example', `\`${key}\` is false`);
}
