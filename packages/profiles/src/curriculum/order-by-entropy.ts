import { rankRows } from '../selection/rank-rows.ts';
import { sortByRank } from '../selection/sort-by-rank.ts';
import type { Words64 } from '../selection/words64.ts';

/** What rows are ordered by, for all rows of a corpus. */
export interface OrderKeys {
  /** In bits, 0 or more. */
  readonly entropies: Float32Array;
  readonly prefixes: Words64;
  readonly seed: number;
}

/** The rows by descending entropy; equal ones by their rank for `order`, so that the corpus's own order leaves no trace. */
export function orderByEntropy(
  rows: Uint32Array,
  { entropies, prefixes, seed }: OrderKeys,
): Uint32Array {
  const ordered = sortByRank(rows, rankRows(prefixes, { seed, purpose: 'order', rows }));
  const spare = new Uint32Array(rows.length);
  // The bits of a number that is not negative rise with it.
  const bits = new Uint32Array(entropies.buffer, entropies.byteOffset, entropies.length);
  sortByDigit(ordered, spare, { bits, shift: 0 });
  sortByDigit(spare, ordered, { bits, shift: 16 });
  return ordered;
}

/** Writes `from` to `to` by 16 of the bits, descending; equal ones stay in order. */
function sortByDigit(
  from: Uint32Array,
  to: Uint32Array,
  { bits, shift }: { readonly bits: Uint32Array; readonly shift: number },
): void {
  const starts = new Uint32Array(0x1_0000);
  for (const row of from) {
    const digit = ~((bits[row] ?? 0) >>> shift) & 0xffff;
    starts[digit] = (starts[digit] ?? 0) + 1;
  }
  let start = 0;
  for (let digit = 0; digit < starts.length; digit += 1) {
    const count = starts[digit] ?? 0;
    starts[digit] = start;
    start += count;
  }
  for (const row of from) {
    const digit = ~((bits[row] ?? 0) >>> shift) & 0xffff;
    const place = starts[digit] ?? 0;
    to[place] = row;
    starts[digit] = place + 1;
  }
}
