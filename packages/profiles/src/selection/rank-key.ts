import { CorpusError } from '@llamaforge/schema';
import { mixWord } from './mix-word.ts';

/** What ranks are for; each purpose has ranks of its own, so that being chosen says nothing about the place in the order. */
export const rankPurposes = ['choice', 'order', 'replay', 'validation'] as const;

export type RankPurpose = (typeof rankPurposes)[number];

/** One 64-bit word as its upper and its lower 32 bits, both unsigned. */
export interface Word64 {
  readonly high: number;
  readonly low: number;
}

// SplitMix64's step, 2^64 divided by the golden ratio; its multiples are so far apart that no two seeds and purposes share a key.
const step = 0x9e3779b97f4a7c15n;

/**
 * What a row's first 8 bytes are mixed with: the output of SplitMix64 started with `seed`, the first for `choice`, the
 * second for `order`, and so on. Throws CorpusError unless the seed is a whole number from 0 to 2^53 - 1.
 */
export function rankKey(seed: number, purpose: RankPurpose): Word64 {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new CorpusError(
      `The seed is ${String(seed)}. Give a whole number from 0 to ${String(Number.MAX_SAFE_INTEGER)}.`,
    );
  }
  const state = BigInt(seed) + step * BigInt(rankPurposes.indexOf(purpose) + 1);
  const key = {
    high: Uint32Array.of(Number((state >> 32n) & 0xffffffffn)),
    low: Uint32Array.of(Number(state & 0xffffffffn)),
  };
  mixWord(key, 0);
  return { high: key.high[0] ?? 0, low: key.low[0] ?? 0 };
}
