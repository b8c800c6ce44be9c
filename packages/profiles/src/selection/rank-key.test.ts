import { CorpusError } from '@llamaforge/schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rankKey, rankPurposes } from './rank-key.ts';

test('keys are SplitMix64’s outputs, one after another, for each purpose', () => {
  const keys = rankPurposes.map((purpose) => asBigInt(rankKey(1_234_567, purpose)));

  expect(keys).toEqual([
    6457827717110365317n,
    3203168211198807973n,
    9817491932198370423n,
    4593380528125082431n,
  ]);
});

test('no two seeds and purposes share a key', () => {
  const seed = fc.oneof(fc.maxSafeNat(), fc.nat(3));
  fc.assert(
    fc.property(seed, seed, (one, other) => {
      const keys = [...new Set([one, other])].flatMap((each) =>
        rankPurposes.map((purpose) => asBigInt(rankKey(each, purpose))),
      );

      expect(new Set(keys).size).toBe(keys.length);
    }),
  );
});

test.each([-1, 1.5, Number.NaN, 2 ** 53])('%d is refused as a seed', (seed) => {
  expect(() => rankKey(seed, 'choice')).toThrow(
    new CorpusError(`The seed is ${String(seed)}. Give a whole number from 0 to 9007199254740991.`),
  );
});

function asBigInt({ high, low }: { readonly high: number; readonly low: number }): bigint {
  return (BigInt(high) << 32n) | BigInt(low);
}
