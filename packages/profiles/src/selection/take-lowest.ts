import { Ranking } from './ranking.ts';
import { isAscending, sortByRank } from './sort-by-rank.ts';
import type { Words64 } from './words64.ts';

/**
 * The `count` rows with the lowest ranks, all where there are no more, ascending by row number; of equal ranks the lower
 * row number counts as lower. Counts the ranks by their first 16 bits and sorts only those where the border falls, so its
 * time grows with the number of rows alone.
 * @param ranks those of `rows`, in their order; a `Ranking` tells them without 8 bytes for each row
 */
export function takeLowest(
  rows: Uint32Array,
  ranks: Words64 | Ranking,
  count: number,
): Uint32Array<ArrayBuffer> {
  const wanted = Math.max(0, Math.min(count, rows.length));
  const highAt =
    ranks instanceof Ranking
      ? (place: number) => ranks.highOf(rows[place] ?? 0)
      : (place: number) => ranks.high[place] ?? 0;
  const border = borderOf(highAt, { rows: rows.length, count: wanted });
  const taken = new Uint32Array(wanted);
  const places = new Uint32Array(border.size);
  let takenCount = 0;
  let placeCount = 0;
  for (let i = 0; i < rows.length; i += 1) {
    const group = highAt(i) >>> 16;
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
function borderOf(
  highAt: (place: number) => number,
  { rows, count }: { readonly rows: number; readonly count: number },
): { group: number; size: number } {
  const sizes = new Uint32Array(0x1_0000);
  for (let place = 0; place < rows; place += 1) {
    const group = highAt(place) >>> 16;
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
  readonly ranks: Words64 | Ranking;
  readonly count: number;
}

function lowestOf(places: Uint32Array, { rows, ranks, count }: Lowest): Uint32Array {
  const candidates = places.map((place) => rows[place] ?? 0);
  const sorted = sortByRank(
    candidates,
    ranks instanceof Ranking
      ? ranks.ranksOf(candidates)
      : {
          high: places.map((place) => ranks.high[place] ?? 0),
          low: places.map((place) => ranks.low[place] ?? 0),
        },
  );
  return sorted.subarray(0, count);
}
