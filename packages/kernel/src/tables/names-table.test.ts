import { expect, test } from 'vitest';
import { logarithmTable } from './logarithm-table.ts';
import { namesTable } from './names-table.ts';

test.each(['ab', '谷"歌', 'a\\b', 'tab\t'])(
  'refuses %j, which texts of a line may not show',
  (word) => {
    expect(() => namesTable(['Anna', word])).toThrow(
      new RangeError(`The kernel cannot search for ${JSON.stringify(word)}.`),
    );
  },
);

test('makes a table of no words, of one, and of many', () => {
  const many = Array.from({ length: 200 }, (_, index) => `Word${String(index)}`);

  const sizes = [[], ['Anna'], many].map((words) => namesTable(words).length % 64);

  expect(sizes).toEqual([0, 0, 0]);
});

test('refuses another number of gains than there are triples', () => {
  expect(() => logarithmTable(new Float64Array(127))).toThrow(
    new RangeError('128 gains are needed, not 127.'),
  );
});
