import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseRows, rankRows } from './row-choice.ts';

const ROWS_IN_ALL = 100_000;

test.each([
  [1_000, 0],
  [10_000, 1],
  [50_000, 42],
  [99_000, 2 ** 40],
])(
  'chooses about %i of 100,000 rows (seed %i), as many in the first half as in the last',
  (rowsWanted, seed) => {
    const isChosen = chooseRows({ rowsInAll: ROWS_IN_ALL, rowsWanted, seed });

    const places = Array.from({ length: ROWS_IN_ALL }, (_, place) => place).filter(isChosen);

    // Five standard deviations of so many draws with the same chance.
    const spread = 5 * Math.sqrt((rowsWanted * (ROWS_IN_ALL - rowsWanted)) / ROWS_IN_ALL);
    expect(Math.abs(places.length - rowsWanted)).toBeLessThan(spread);
    const first = places.filter((place) => place < ROWS_IN_ALL / 2).length;
    expect(Math.abs(first - rowsWanted / 2)).toBeLessThan(spread);
  },
);

test('chooses every row where no fewer are wanted than there are', () => {
  const choice = fc.record({ rowsInAll: fc.nat(), more: fc.nat(), seed: fc.maxSafeNat() });
  fc.assert(
    fc.property(choice, fc.nat(), ({ rowsInAll, more, seed }, place) => {
      const isChosen = chooseRows({ rowsInAll, rowsWanted: rowsInAll + more, seed });

      expect(isChosen(place)).toBe(true);
    }),
  );
});

test('chooses a row by its place alone, whatever was asked before', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(ROWS_IN_ALL)), fc.maxSafeNat(), (places, seed) => {
      const choice = { rowsInAll: ROWS_IN_ALL, rowsWanted: 30_000, seed };
      const isChosen = chooseRows(choice);

      const there = places.map((place) => isChosen(place));
      const back = places.toReversed().map((place) => chooseRows(choice)(place));

      expect(back.toReversed()).toEqual(there);
    }),
  );
});

test('a larger sample by the same seed holds the smaller one', () => {
  const [small, large] = [1_000, 5_000].map((rowsWanted) =>
    chooseRows({ rowsInAll: ROWS_IN_ALL, rowsWanted, seed: 7 }),
  );

  const lost = Array.from({ length: ROWS_IN_ALL }, (_, place) => place).filter(
    (place) => small?.(place) === true && large?.(place) !== true,
  );

  expect(lost).toEqual([]);
});

test('seeds that differ only above 32 bits choose differently', () => {
  const ranks = [1, 1 + 2 ** 32, 1 + 2 ** 33].map((seed) => rankRows(seed)(5));

  expect(new Set(ranks).size).toBe(3);
});
