import { isAscending, sortByRank } from './sort-by-rank.ts';
import type { Words64 } from './words64.ts';

/**
 * The `count` rows with the lowest ranks, all where there are no more, ascending by row number; of equal ranks the lower
 * row number counts as lower. `ranks[i]` belongs to `rows[i]`. Counts the ranks by their first 16 bits and sorts only
 * those where the border falls, so its time grows with the number of rows alone.
 */
export function takeLowest(
  rows: Uint32Array,
  ranks: Words64,
  count: number,
): Uint32Array<ArrayBuffer> {
  const wanted = Math.max(0, Math.min(count, rows.length));
  const border = borderOf(ranks.high, wanted);
  const taken = new Uint32Array(wanted);
  const places = new Uint32Array(border.size);
  let takenCount = 0;
  let placeCount = 0;
  for (let i = 0; i < rows.length; i += 1) {
    const group = (ranks.high[i] ?? 0) >>> 16;
    if (group < border.group) {
      taken[takenCount] = rows[i] ?? 0;
      takenCount += 1;
    } else if (group === border.group) {
      places[placeCount] = i;
      placeCount += 1;
    }
  }
  taken.set(lowestOf(places, { rows, ranks, count: wanted - takenCount }), takenCount);
  return isAscending(taken) ? taken : taken.sort();
}

/** The ranks that begin with the same 16 bits as the one that comes last of `count`, and how many they are. */
function borderOf(high: Uint32Array, count: number): { group: number; size: number } {
  const sizes = new Uint32Array(0x1_0000);
  for (const upper of high) {
    const group = upper >>> 16;
    sizes[group] = (sizes[group] ?? 0) + 1;
  }
  let group = 0;
  let upTo = sizes[0] ?? 0;
  while (upTo < count) {
    group += 1;
    upTo += sizes[group] ?? 0;
  }
  return { group, size: sizes[group] ?? 0 };
}

interface Lowest {
  readonly rows: Uint32Array;
  readonly ranks: Words64;
  readonly count: number;
}

function lowestOf(places: Uint32Array, { rows, ranks, count }: Lowest): Uint32Array {
  const sorted = sortByRank(
    places.map((place) => rows[place] ?? 0),
    {
      high: places.map((place) => ranks.high[place] ?? 0),
      low: places.map((place) => ranks.low[place] ?? 0),
    },
  );
  return sorted.subarray(0, count);
}
