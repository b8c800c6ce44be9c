import type { Words64 } from './words64.ts';

// Stafford's Mix13, the finalizer of SplitMix64, as in https://prng.di.unimi.it/splitmix64.c
const firstFactor = { high: 0xbf58476d, low: 0x1ce4e5b9 };
const secondFactor = { high: 0x94d049bb, low: 0x133111eb };

/**
 * Replaces the word at `index` by its SplitMix64 mix, with `z` as 64 bits:
 * `z ^= z >>> 30; z *= 0xbf58476d1ce4e5b9; z ^= z >>> 27; z *= 0x94d049bb133111eb; z ^= z >>> 31`.
 * Different words stay different.
 */
export function mixWord({ high, low }: Words64, index: number): void {
  let upper = (high[index] ?? 0) | 0;
  let lower = (low[index] ?? 0) | 0;
  lower ^= (lower >>> 30) | (upper << 2);
  upper ^= upper >>> 30;
  upper =
    (upperProduct(lower, firstFactor.low) +
      Math.imul(upper, firstFactor.low) +
      Math.imul(lower, firstFactor.high)) |
    0;
  lower = Math.imul(lower, firstFactor.low);
  lower ^= (lower >>> 27) | (upper << 5);
  upper ^= upper >>> 27;
  upper =
    (upperProduct(lower, secondFactor.low) +
      Math.imul(upper, secondFactor.low) +
      Math.imul(lower, secondFactor.high)) |
    0;
  lower = Math.imul(lower, secondFactor.low);
  low[index] = lower ^ ((lower >>> 31) | (upper << 1));
  high[index] = upper ^ (upper >>> 31);
}

/** The upper 32 bits of the product of two unsigned 32-bit numbers, by halves of 16 bits: no step exceeds 2^53. */
function upperProduct(first: number, second: number): number {
  const firstUpper = first >>> 16;
  const firstLower = first & 0xffff;
  const secondUpper = second >>> 16;
  const secondLower = second & 0xffff;
  const middle = firstUpper * secondLower + ((firstLower * secondLower) >>> 16);
  const other = firstLower * secondUpper + (middle & 0xffff);
  return firstUpper * secondUpper + (middle >>> 16) + (other >>> 16);
}
