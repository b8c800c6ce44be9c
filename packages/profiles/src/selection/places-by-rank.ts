import type { Ranking } from './ranking.ts';
import type { Words64 } from './words64.ts';

// So few are put in order fastest by insertion.
const rowsPerGroup = 16;
const mostGroupBits = 24;

/**
 * The places in `rows`, which ascend, by ascending rank; of equal ranks the lower row comes first. The rows are grouped by
 * the first bits of their ranks, then each group is put in order. Holds 4 bytes a row, the result, where `sortByRank`
 * needs the ranks and 8 bytes more: it is for as many rows as a corpus has.
 */
export function placesByRank(rows: Uint32Array, ranking: Ranking): Uint32Array<ArrayBuffer> {
  const bits = Math.ceil(Math.log2(Math.max(1, rows.length / rowsPerGroup)));
  const { places, ends, largest } = groupPlaces(rows, ranking, Math.min(bits, mostGroupBits));
  const ranks = { high: new Uint32Array(largest), low: new Uint32Array(largest) };
  let start = 0;
  for (const end of ends) {
    const group = places.subarray(start, end);
    for (let i = 0; i < group.length; i += 1) ranking.write(rows[group[i] ?? 0] ?? 0, ranks, i);
    sortGroup(group, ranks);
    start = end;
  }
  return places;
}

/** The places by the first `bits` bits of their rows' ranks, and where each group ends. */
function groupPlaces(
  rows: Uint32Array,
  ranking: Ranking,
  bits: number,
): {
  readonly places: Uint32Array<ArrayBuffer>;
  readonly ends: Uint32Array;
  readonly largest: number;
} {
  // A shift by 32 would be one by 0.
  const groupOf = (row: number): number => (bits === 0 ? 0 : ranking.highOf(row) >>> (32 - bits));
  const ends = new Uint32Array(2 ** bits);
  for (const row of rows) {
    const group = groupOf(row);
    ends[group] = (ends[group] ?? 0) + 1;
  }
  let start = 0;
  let largest = 0;
  for (let group = 0; group < ends.length; group += 1) {
    const size = ends[group] ?? 0;
    largest = Math.max(largest, size);
    ends[group] = start;
    start += size;
  }
  const places = new Uint32Array(rows.length);
  for (let place = 0; place < rows.length; place += 1) {
    const group = groupOf(rows[place] ?? 0);
    const at = ends[group] ?? 0;
    places[at] = place;
    ends[group] = at + 1;
  }
  return { places, ends, largest };
}

/** An insertion sort, which keeps the order of equal ranks; `ranks[i]` belongs to `places[i]`, and moves with it. */
function sortGroup(places: Uint32Array, { high, low }: Words64): void {
  for (let i = 1; i < places.length; i += 1) {
    const place = places[i] ?? 0;
    const upper = high[i] ?? 0;
    const lower = low[i] ?? 0;
    let at = i;
    for (; at > 0; at -= 1) {
      const before = high[at - 1] ?? 0;
      if (before < upper || (before === upper && (low[at - 1] ?? 0) <= lower)) break;
      places[at] = places[at - 1] ?? 0;
      high[at] = before;
      low[at] = low[at - 1] ?? 0;
    }
    places[at] = place;
    high[at] = upper;
    low[at] = lower;
  }
}
