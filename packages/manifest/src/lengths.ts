import type { Lengths } from './manifest-schema.ts';

/** Exact figures by nearest rank from how many rows have each length; all 0 where there are no rows. */
export function summarizeLengths(
  rowsByLength: Iterable<readonly [length: number, rows: number]>,
): Lengths {
  const sorted = [...rowsByLength].sort(([a], [b]) => a - b);
  const total = sorted.reduce((sum, [, rows]) => sum + rows, 0);
  const at = (share: number): number => {
    // Nearest rank: the smallest length that at least this share of the rows does not exceed.
    const rank = Math.max(1, Math.ceil(share * total));
    let seen = 0;
    for (const [length, rows] of sorted) {
      seen += rows;
      if (seen >= rank) return length;
    }
    return 0;
  };
  return { min: sorted[0]?.[0] ?? 0, median: at(0.5), p95: at(0.95), max: sorted.at(-1)?.[0] ?? 0 };
}
