import { categories, categoryLabels, type CategoryLabel } from '@llamaforge/schema';
import { Ranking } from '../selection/ranking.ts';
import { takeLowest } from '../selection/take-lowest.ts';
import type { Words64 } from '../selection/words64.ts';

/** The rows of a corpus, each by its number. */
export interface CategorizedRows {
  /** The digests' first 8 bytes. */
  readonly prefixes: Words64;
  /** Places in schema's `categories`. */
  readonly categories: Uint8Array;
  /** 1 where a row is not to be used; without it, all are. */
  readonly barred?: Uint8Array | undefined;
}

/**
 * The rows to keep, ascending: of each label the `rowsByLabel` rows with the lowest ranks for `choice`, so that they
 * depend on the seed and on the set of rows alone. A label that is not named keeps none; throws RangeError where one has
 * fewer rows than it is to keep.
 */
export function chooseBalanced(
  rows: CategorizedRows,
  rowsByLabel: ReadonlyMap<CategoryLabel, number>,
  seed: number,
): Uint32Array {
  const isChosen = new Uint8Array(rows.categories.length);
  const ranking = new Ranking(rows.prefixes, { seed, purpose: 'choice' });
  let total = 0;
  for (const [label, count] of rowsByLabel) {
    const there = rowsOf(label, rows);
    if (there.length < count) {
      throw new RangeError(
        `${label} is to keep ${String(count)} rows, and has ${String(there.length)}`,
      );
    }
    for (const row of takeLowest(there, ranking, count)) isChosen[row] = 1;
    total += count;
  }
  const chosen = new Uint32Array(total);
  let next = 0;
  for (let row = 0; row < isChosen.length; row += 1) {
    if (isChosen[row] === 1) {
      chosen[next] = row;
      next += 1;
    }
  }
  return chosen;
}

function rowsOf(
  label: CategoryLabel,
  { categories: categoryOfRow, barred }: CategorizedRows,
): Uint32Array {
  const isOfLabel = categories.map((category) => categoryLabels[category] === label);
  const isUsed = (row: number): boolean =>
    barred?.[row] !== 1 && isOfLabel[categoryOfRow[row] ?? 0] === true;
  let count = 0;
  for (let row = 0; row < categoryOfRow.length; row += 1) if (isUsed(row)) count += 1;
  const found = new Uint32Array(count);
  let next = 0;
  for (let row = 0; row < categoryOfRow.length; row += 1) {
    if (!isUsed(row)) continue;
    found[next] = row;
    next += 1;
  }
  return found;
}
