import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WHOLE } from './share-bounds.ts';
import { writeShare } from './write-share.ts';

test.each([
  [0, '0%'],
  [1, '100%'],
  [0.2, '20%'],
  [0.01875, '1.875%'],
  [0.3000004, '30.00004%'],
  [0.000_000_001, '0.0000001%'],
  [1 / 3, '33.3333333333%'],
])('%d is written as %s', (share, written) => {
  expect(writeShare(share)).toBe(written);
});

test('every share that a balance counts in is written exactly', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: WHOLE }), (trillionths) => {
      const written = writeShare(trillionths / WHOLE);

      const [units = '', decimals = ''] = written.slice(0, -1).split('.');
      expect(Number(units + decimals.padEnd(10, '0'))).toBe(trillionths);
    }),
  );
});
