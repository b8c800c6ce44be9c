import fc from 'fast-check';
import { expect, test } from 'vitest';
import { summarizeLengths } from './lengths.ts';

test('gives zeros where there are no rows', () => {
  expect(summarizeLengths([])).toEqual({ min: 0, median: 0, p95: 0, max: 0 });
});

test.each([
  ['one row', [[7, 1]], { min: 7, median: 7, p95: 7, max: 7 }],
  [
    'two rows: the median is the lower',
    [
      [3, 1],
      [9, 1],
    ],
    { min: 3, median: 3, p95: 9, max: 9 },
  ],
  [
    '20 rows: p95 is the 19th',
    [
      [1, 18],
      [2, 1],
      [3, 1],
    ],
    { min: 1, median: 1, p95: 2, max: 3 },
  ],
  [
    '21 rows: p95 is the 20th',
    [
      [1, 19],
      [2, 1],
      [3, 1],
    ],
    { min: 1, median: 1, p95: 2, max: 3 },
  ],
  [
    'lengths in any order',
    [
      [30, 1],
      [4, 1],
      [100, 1],
    ],
    { min: 4, median: 30, p95: 100, max: 100 },
  ],
] as const)('of %s', (_title, rows, lengths) => {
  expect(summarizeLengths(rows)).toEqual(lengths);
});

test('takes any iterable and leaves it as it is', () => {
  const rows = new Map([
    [9, 2],
    [1, 2],
  ]);

  expect(summarizeLengths(rows)).toEqual({ min: 1, median: 1, p95: 9, max: 9 });
  expect([...rows.keys()]).toEqual([9, 1]);
});

test('is exact by nearest rank: the smallest length that so many rows do not exceed', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(30), { minLength: 1, maxLength: 300 }), (lengths) => {
      const rows = new Map<number, number>();
      for (const length of lengths) rows.set(length, (rows.get(length) ?? 0) + 1);
      const sorted = lengths.toSorted((a, b) => a - b);
      const rank = (percent: number): number | undefined =>
        sorted.find(
          (length) =>
            100 * lengths.filter((other) => other <= length).length >= percent * lengths.length,
        );

      expect(summarizeLengths(rows)).toEqual({
        min: sorted[0],
        median: rank(50),
        p95: rank(95),
        max: sorted.at(-1),
      });
    }),
  );
});

test('stays exact at the rank for large counts', () => {
  const wrong = [];
  for (let rows = 1; rows <= 20_000; rows += 1) {
    // One row beyond the 95 % exactly: with the rank a float too high or too low, the figure flips.
    const below = Math.ceil((19 * rows) / 20);
    const { p95 } = summarizeLengths([
      [1, below],
      [2, rows - below],
    ]);
    if (p95 !== 1) wrong.push(rows);
    const short = summarizeLengths([
      [1, below - 1],
      [2, rows - below + 1],
    ]);
    if (short.p95 !== 2) wrong.push(rows);
  }

  expect(wrong).toEqual([]);
});
