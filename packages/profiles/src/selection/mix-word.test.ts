import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mixWord } from './mix-word.ts';

// The first outputs of SplitMix64 started with 1234567, as published at https://rosettacode.org/wiki/Pseudo-random_numbers/Splitmix64
const published = [
  6457827717110365317n,
  3203168211198807973n,
  9817491932198370423n,
  4593380528125082431n,
  16408922859458223821n,
];

test('mixing SplitMix64’s states gives the numbers that are published for it', () => {
  const states = published.map((_, index) => 1234567n + BigInt(index + 1) * 0x9e3779b97f4a7c15n);

  const mixed = states.map((state) => mixedBy(BigInt.asUintN(64, state)));

  expect(mixed).toEqual(published);
});

test('words are mixed as by whole numbers of 64 bits', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (word) => {
      expect(mixedBy(word)).toBe(mixed64(word));
    }),
    { numRuns: 2_000 },
  );
});

test('only the word that is asked for is mixed', () => {
  const words = { high: Uint32Array.of(1, 2, 3), low: Uint32Array.of(4, 5, 6) };

  mixWord(words, 1);

  expect([words.high[0], words.high[2], words.low[0], words.low[2]]).toEqual([1, 3, 4, 6]);
});

function mixedBy(word: bigint): bigint {
  const words = {
    high: Uint32Array.of(Number(word >> 32n)),
    low: Uint32Array.of(Number(BigInt.asUintN(32, word))),
  };
  mixWord(words, 0);
  return (BigInt(words.high[0] ?? 0) << 32n) | BigInt(words.low[0] ?? 0);
}

function mixed64(word: bigint): bigint {
  let mixed = word;
  mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 30n)) * 0xbf58476d1ce4e5b9n);
  mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn);
  return mixed ^ (mixed >> 31n);
}
