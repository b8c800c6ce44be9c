import { sumRows } from '../corpus-figures.ts';

/** The length at a rank among rows sorted by length (nearest rank); 0 without rows. */
export function lengthAtShare(
  rowsByLength: ReadonlyMap<number, number>,
  [part, whole]: readonly [part: number, whole: number],
): number {
  const sorted = [...rowsByLength].sort(([one], [other]) => one - other);
  const rank = Math.ceil((part * sumRows(rowsByLength.values())) / whole);
  let passed = 0;
  for (const [length, count] of sorted) {
    passed += count;
    if (passed >= rank) return length;
  }
  return 0;
}

/** Rows by the power of two at or below their length: bin i holds 2^i to 2^(i+1) - 1; lengths of 0 are in none. */
export function binLengths(rowsByLength: ReadonlyMap<number, number>): number[] {
  const bins: number[] = [];
  for (const [length, rows] of rowsByLength) {
    if (length === 0) continue;
    const bin = Math.floor(Math.log2(length));
    while (bins.length <= bin) bins.push(0);
    bins[bin] = (bins[bin] ?? 0) + rows;
  }
  return bins;
}
