import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fillPrefixes, sortPrefixBytes } from './digest-prefixes.ts';

test('spells a prefix as its digest begins', () => {
  const bytes = sortPrefixBytes({
    high: Uint32Array.of(0xda39a3ee),
    low: Uint32Array.of(0x5e6b4b0d),
  });

  expect(bytes.toString('hex')).toBe('da39a3ee5e6b4b0d');
});

test('sorts as unsigned numbers, keeps repeats, and leaves what it was given as it is', () => {
  const prefixes = {
    high: Uint32Array.of(0xffffffff, 1, 0, 1, 0x80000000, 1),
    low: Uint32Array.of(0, 0x80000000, 5, 7, 1, 0x80000000),
  };
  const before = structuredClone(prefixes);

  const bytes = sortPrefixBytes(prefixes);

  expect(bytes.toString('hex').match(/.{16}/gu)).toEqual([
    '0000000000000005',
    '0000000100000007',
    '0000000180000000',
    '0000000180000000',
    '8000000000000001',
    'ffffffff00000000',
  ]);
  expect(prefixes).toEqual(before);
});

test('reads back what it sorted, at any place', () => {
  fc.assert(
    fc.property(
      fc.array(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })),
      fc.nat(3),
      (words, start) => {
        const length = start + words.length;
        const read = { high: new Uint32Array(length), low: new Uint32Array(length) };

        fillPrefixes(read, sortPrefixBytes(halvesOf(words)), start);

        const sorted = [...words].sort((a, b) => (a < b ? -1 : Number(a > b)));
        expect(read).toEqual(halvesOf([...Array.from({ length: start }, () => 0n), ...sorted]));
      },
    ),
  );
});

test('takes no prefixes that lack a half', () => {
  const sort = (): unknown =>
    sortPrefixBytes({ high: new Uint32Array(2), low: new Uint32Array(1) });

  expect(sort).toThrow('a prefix lacks one of its halves');
});

function halvesOf(words: readonly bigint[]): { high: Uint32Array; low: Uint32Array } {
  return {
    high: Uint32Array.from(words, (word) => Number(word >> 32n)),
    low: Uint32Array.from(words, (word) => Number(word & 0xffffffffn)),
  };
}
