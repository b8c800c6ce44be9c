import type { Lengths } from './manifest-schema.ts';

/** Exact figures by nearest rank from how many rows have each length; all 0 where there are no rows. */
export function summarizeLengths(
  rowsByLength: Iterable<readonly [length: number, rows: number]>,
): Lengths {
  const sorted = [...rowsByLength].sort(([a], [b]) => a - b);
  const total = sorted.reduce((sum, [, rows]) => sum + rows, 0);
  const at = (percent: number): number => {
    // Nearest rank: the smallest length that at least this share of the rows does not exceed. Whole percents keep it exact.
    const rank = Math.max(1, Math.ceil((percent * total) / 100));
    let seen = 0;
    for (const [length, rows] of sorted) {
      seen += rows;
      if (seen >= rank) return length;
    }
    return 0;
  };
  return { min: sorted[0]?.[0] ?? 0, median: at(50), p95: at(95), max: sorted.at(-1)?.[0] ?? 0 };
}
