import { mixWord } from './mix-word.ts';
import { rankKey, type Word64 } from './rank-key.ts';

/** The key that tells which rows are set aside for validation: of one fixed seed, so that a row stays aside in every mix. */
export const validationKey: Word64 = rankKey(0, 'validation');

// One word, reused: a row's side is asked for millions of times, and each call fills it before it reads.
const word = { high: new Uint32Array(1), low: new Uint32Array(1) };

/**
 * Whether the upper 32 bits of a prefix's rank by `key` lie below `share` (0 to 1) of 2^32. Who is within a share is
 * within every larger one; 0 holds none and 1 all.
 */
export function isWithinShare(prefix: Word64, key: Word64, share: number): boolean {
  word.high[0] = prefix.high ^ key.high;
  word.low[0] = prefix.low ^ key.low;
  mixWord(word, 0);
  return word.high[0] < share * 0x1_0000_0000;
}
