import { expect, test } from 'vitest';
import { bytesCell, changeCell, countCell, shareCell } from './cells.ts';

test('a cell is read as people write it, and sorted by its figure', () => {
  const cells = [
    countCell(4_070_123),
    countCell(undefined),
    shareCell(1, 8),
    shareCell(0, 0),
    changeCell(1000, 2204),
    changeCell(2204, 1000),
    changeCell(7, 7),
    bytesCell(4_213_880_112),
  ];

  expect(cells.map(({ text, value }) => [text, value])).toEqual([
    ['4,070,123', 4_070_123],
    ['', undefined],
    ['12.5%', 0.125],
    ['0%', 0],
    ['+1,204', 1204],
    ['−1,204', -1204],
    ['0', 0],
    ['4.2 GB', 4_213_880_112],
  ]);
});
