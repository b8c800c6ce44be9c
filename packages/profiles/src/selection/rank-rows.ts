import type { RankPurpose } from './rank-key.ts';
import { Ranking } from './ranking.ts';
import type { Words64 } from './words64.ts';

/** Whose ranks, and which: `rows` are row numbers; without them, all rows. */
export interface RankOptions {
  /** A whole number from 0 to 2^53 - 1. */
  readonly seed: number;
  readonly purpose: RankPurpose;
  readonly rows?: Uint32Array;
}

/**
 * The ranks of `rows`, in their order: `mix(prefix XOR mix(seed + n · 0x9e3779b97f4a7c15))` in 64 bits, where prefix is
 * the digest's first 8 bytes, big-endian, n the purpose's place in `rankPurposes` from 1, and mix as in `mixWord`.
 * A rank depends on nothing but these, so it can be computed anew elsewhere; equal prefixes have equal ranks.
 */
export function rankRows(prefixes: Words64, { seed, purpose, rows }: RankOptions): Words64 {
  const ranking = new Ranking(prefixes, { seed, purpose });
  const length = rows?.length ?? prefixes.high.length;
  const ranks = { high: new Uint32Array(length), low: new Uint32Array(length) };
  for (let i = 0; i < length; i += 1) {
    ranking.write(rows === undefined ? i : (rows[i] ?? 0), ranks, i);
  }
  return ranks;
}
