import { longestText } from './text-words.ts';

/** Shares of a text, from 0 up. */
export interface RepeatedAtMost {
  /** of the two words that take up most of it, all times they stand taken together */
  readonly pair: number;
  /** of all runs of four words that stood in it before, each byte counted once; what longer runs and lines repeat lies within */
  readonly runs: number;
}

const space = 0x20;
const hashPrime = 0x01000193;

// Kept from one text to the next: allocating them costs more than all that is done with them.
const bytes = Buffer.alloc(longestText + 1);
const pairTimes = new Uint16Array(longestText * 2);
const runHashes = new Int32Array(longestText * 2);

/**
 * Bounds of how much of a text repeats, at 3 µs a KB: most texts stay far below what counts, and are looked at no closer.
 * It is one pass over hashes of words. Where two share a slot a bound is higher than need be, and hardly ever lower.
 */
export function repeatedAtMost(text: string): RepeatedAtMost {
  const size = bytes.write(text, 0, longestText);
  // Ends the last word.
  bytes[size] = space;
  // A slot a byte, or some six a word.
  const mask = (1 << (32 - Math.clz32(size))) - 1;
  pairTimes.fill(0, 0, mask + 1);
  runHashes.fill(0, 0, mask + 1);
  let mostPairBytes = 0;
  let repeatedBytes = 0;
  let repeatedUntil = 0;
  // Of the word that is read, and of the three before it.
  let [hash, hash1, hash2, hash3] = [0, 0, 0, 0];
  let [start, start1, start2, start3] = [0, 0, 0, 0];
  for (let at = 0; at <= size; at += 1) {
    const byte = bytes[at] ?? space;
    if (byte > space) {
      hash = Math.imul(hash ^ byte, hashPrime);
      continue;
    }
    if (hash !== 0) {
      const pair = Math.imul(hash1, 31) ^ hash;
      const run = Math.imul(hash3, 29_791) ^ Math.imul(hash2, 961) ^ pair;
      mostPairBytes = Math.max(mostPairBytes, addTime(pair, mask) * (at - start1));
      if (stoodBefore(run, mask)) {
        repeatedBytes += at - Math.max(start3, repeatedUntil);
        repeatedUntil = at;
      }
      hash3 = hash2;
      hash2 = hash1;
      hash1 = hash;
      start3 = start2;
      start2 = start1;
      start1 = start;
      hash = 0;
    }
    start = at + 1;
  }
  return { pair: mostPairBytes / size, runs: repeatedBytes / size };
}

function addTime(pair: number, mask: number): number {
  const slot = slotOf(pair, mask);
  const times = (pairTimes[slot] ?? 0) + 1;
  pairTimes[slot] = times;
  return times;
}

function stoodBefore(run: number, mask: number): boolean {
  const slot = slotOf(run, mask);
  if (runHashes[slot] === run) return true;
  runHashes[slot] = run;
  return false;
}

function slotOf(hash: number, mask: number): number {
  return (hash ^ (hash >>> 15)) & mask;
}
