import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortByRank } from './sort-by-rank.ts';

interface RankedRow {
  readonly row: number;
  readonly high: number;
  readonly low: number;
}

// Few different halves, so that equal ones meet; their digits differ in each place.
const half = fc.oneof(
  fc.constantFrom(0, 1, 0xffff, 0x1_0000, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff),
  fc.nat(0xffff_ffff),
);
const rankedRows = fc.uniqueArray(fc.record({ row: fc.nat(0xffff_ffff), high: half, low: half }), {
  selector: ({ row }) => row,
  maxLength: 40,
});

test('rows are sorted by rank as numbers of 64 bits, and equal ranks by row number', () => {
  fc.assert(
    fc.property(rankedRows, (rows) => {
      const result = sortByRank(...columnsOf(rows));

      expect([...result]).toEqual(rows.toSorted(byRank).map(({ row }) => row));
    }),
  );
});

test('rows and ranks that are given stay as they are', () => {
  const [rows, ranks] = columnsOf([
    { row: 9, high: 2, low: 1 },
    { row: 4, high: 1, low: 0 },
  ]);

  const result = sortByRank(rows, ranks);

  expect(result).toEqual(Uint32Array.of(4, 9));
  expect([rows, ranks]).toEqual([
    Uint32Array.of(9, 4),
    { high: Uint32Array.of(2, 1), low: Uint32Array.of(1, 0) },
  ]);
});

function columnsOf(
  rows: readonly RankedRow[],
): [Uint32Array, { high: Uint32Array; low: Uint32Array }] {
  return [
    Uint32Array.from(rows, ({ row }) => row),
    {
      high: Uint32Array.from(rows, ({ high }) => high),
      low: Uint32Array.from(rows, ({ low }) => low),
    },
  ];
}

function byRank(one: RankedRow, other: RankedRow): number {
  return one.high - other.high || one.low - other.low || one.row - other.row;
}
