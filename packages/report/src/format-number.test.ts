import { expect, test } from 'vitest';
import { formatBytes, formatCount, formatShare } from './format-number.ts';

test.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [4_070_123, '4,070,123'],
])('writes the count %i as %s', (count, text) => {
  expect(formatCount(count)).toBe(text);
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [999_949, '999.9 kB'],
  [999_950, '1.0 MB'],
  [4_070_000_000, '4.1 GB'],
  [2e18, '2000.0 PB'],
])('writes %i bytes as %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  [0, '0.00%'],
  [0.432_14, '43.21%'],
  [1, '100.00%'],
])('writes the share %f as %s', (share, text) => {
  expect(formatShare(share)).toBe(text);
});
