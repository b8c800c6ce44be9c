import { placesByRank } from '../selection/places-by-rank.ts';
import { Ranking } from '../selection/ranking.ts';
import type { Words64 } from '../selection/words64.ts';

/** What rows are ordered by, for all rows of a corpus. */
export interface OrderKeys {
  /** In bits, 0 or more. */
  readonly entropies: Float32Array;
  readonly prefixes: Words64;
  readonly seed: number;
}

/**
 * Puts rows, which ascend, in the order of descending entropy; equal ones by their rank for `order`, so that the corpus's
 * own order leaves no trace. In place, with 4 bytes a row beside.
 */
export function orderByEntropy(rows: Uint32Array, { entropies, prefixes, seed }: OrderKeys): void {
  const ordered = placesByRank(rows, new Ranking(prefixes, { seed, purpose: 'order' }));
  for (let i = 0; i < ordered.length; i += 1) ordered[i] = rows[ordered[i] ?? 0] ?? 0;
  // The bits of a number that is not negative rise with it.
  const bits = new Uint32Array(entropies.buffer, entropies.byteOffset, entropies.length);
  sortByDigit(ordered, rows, { bits, shift: 0 });
  sortByDigit(rows, ordered, { bits, shift: 16 });
  rows.set(ordered);
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
