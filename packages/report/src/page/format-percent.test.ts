import { expect, test } from 'vitest';
import { formatPercent } from './format-percent.ts';

test('only nothing is 0% and only all is 100%', () => {
  const shares = [0, 1e-9, 0.0004, 0.00096, 0.001, 0.0806, 0.5, 0.9994, 0.9995, 0.9996, 1, 1.25];

  expect(shares.map(formatPercent)).toEqual([
    '0%',
    '<0.01%',
    '0.04%',
    '0.10%',
    '0.1%',
    '8.1%',
    '50.0%',
    '99.9%',
    '>99.9%',
    '>99.9%',
    '100%',
    '125.0%',
  ]);
});
