import { expect, test } from 'vitest';
import { countOf, listOf } from './words.ts';

test('a count agrees with its word', () => {
  expect([0, 1, 1204].map((count) => countOf(count, 'row'))).toEqual([
    '0 rows',
    '1 row',
    '1,204 rows',
  ]);
});

test('a list of names tells how many it leaves out', () => {
  const names = ['a', 'b', 'c', 'd'];

  expect([0, 1, 2, 3, 4].map((count) => listOf(names.slice(0, count)))).toEqual([
    '',
    'a',
    'a and b',
    'a, b and c',
    'a, b and 2 more',
  ]);
});
