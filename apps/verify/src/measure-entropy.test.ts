import { expect, test } from 'vitest';
import { measureEntropy } from './measure-entropy.ts';

test.each([
  ['', 0],
  ['ab', 0],
  ['abc', 0],
  ['Paris', Math.log2(3)],
  ['aaaaaaaa', 0],
  ['abababab', 1],
  ['a\nb', 1],
  ['a"', 0],
  ['日本', 2],
  ['a'.repeat(5000), 0],
])('measures %j as its triples of bytes are spread', (output, bits) => {
  expect(measureEntropy(output)).toBeCloseTo(bits, 12);
});

test('takes 128 triples from all over a long text', () => {
  const half = 'a'.repeat(1000);

  const [first, last, none] = [`bcd${half}${half}`, `${half}bcdefg${half}`, half].map(
    measureEntropy,
  );

  // Of the triples of 2,003 bytes every 15th or 16th is taken, and so the first; of six letters amid 2,000, none or one.
  expect(first).toBeCloseTo(Math.log2(128) - (127 * Math.log2(127)) / 128, 12);
  expect([0, first]).toContainEqual(expect.closeTo(last ?? -1, 12));
  expect(none).toBe(0);
});

test('measures what the definition gives in another language', () => {
  const squares = Array.from({ length: 100 }, (_, index) => String(index * index));

  const bits = [' ', '\n'].map((between) => measureEntropy(squares.join(between)));

  // By ten lines of Python, as docs/balance-and-curriculum.md has the definition.
  expect(bits).toEqual([
    expect.closeTo(6.523284765557392, 12),
    expect.closeTo(6.099216992608221, 12),
  ]);
});
