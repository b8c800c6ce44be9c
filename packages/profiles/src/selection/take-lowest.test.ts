import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rankRows } from './rank-rows.ts';
import { Ranking } from './ranking.ts';
import { takeLowest } from './take-lowest.ts';

// Few different halves, so that equal ones meet, also in the 16 bits that tell where the border falls.
const half = fc.oneof(fc.constantFrom(0, 1, 0xffff, 0x1_0000, 0xffff_ffff), fc.nat(0xffff_ffff));
const rankedRow = fc.record({ row: fc.nat(0xffff_ffff), high: half, low: half });

test('the lowest are the first of a plain sort, by ascending row number', () => {
  const rows = fc.uniqueArray(rankedRow, { selector: ({ row }) => row, maxLength: 40 });
  fc.assert(
    fc.property(rows, fc.nat(50), (ranked, count) => {
      const numbers = Uint32Array.from(ranked, ({ row }) => row);
      const ranks = {
        high: Uint32Array.from(ranked, ({ high }) => high),
        low: Uint32Array.from(ranked, ({ low }) => low),
      };

      const lowest = takeLowest(numbers, ranks, count);

      const first = ranked
        .toSorted(
          (one, other) => one.high - other.high || one.low - other.low || one.row - other.row,
        )
        .slice(0, count);
      expect([...lowest]).toEqual(first.map(({ row }) => row).sort((one, other) => one - other));
      expect([...numbers]).toEqual(ranked.map(({ row }) => row));
    }),
  );
});

test('a ranking takes the same as the ranks that it tells', () => {
  // So many that several ranks begin with the same 16 bits.
  const row = fc.tuple(fc.nat(0xffff_ffff), fc.nat(1));
  const made = fc.array(row, { minLength: 1000, maxLength: 3000 });
  fc.assert(
    fc.property(made, fc.nat(3000), (prefixPairs, count) => {
      const prefixes = {
        high: Uint32Array.from(prefixPairs, ([high]) => high),
        low: Uint32Array.from(prefixPairs, ([, low]) => low),
      };
      const rows = Uint32Array.from(prefixPairs.keys()).reverse();

      const lowest = takeLowest(rows, new Ranking(prefixes, { seed: 1, purpose: 'choice' }), count);

      const ranks = rankRows(prefixes, { seed: 1, purpose: 'choice', rows });
      expect(lowest).toEqual(takeLowest(rows, ranks, count));
    }),
    { numRuns: 20 },
  );
});

test('of equal ranks the lower row numbers are taken, however many there are', () => {
  const rows = Uint32Array.from({ length: 100_000 }, (_, row) => 100_000 - row);
  const ranks = { high: new Uint32Array(100_000).fill(7), low: new Uint32Array(100_000).fill(7) };

  const lowest = takeLowest(rows, ranks, 3);

  expect(lowest).toEqual(Uint32Array.of(1, 2, 3));
});
