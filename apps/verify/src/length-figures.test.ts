import { hostileText } from '@llamaforge/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countCodePoints, LengthCounter } from './length-figures.ts';

test('counts code points as the built-in iterator does, lone surrogates included', () => {
  fc.assert(
    fc.property(hostileText(), (text) => {
      expect(countCodePoints(text)).toBe(Array.from(text).length);
    }),
  );
});

test('gives figures by nearest rank, each the length of a row', () => {
  const twenty = counterOf(Array.from({ length: 20 }, (_, index) => index + 1));
  const twentyOne = counterOf(Array.from({ length: 21 }, (_, index) => 21 - index));
  const two = counterOf([7, 3]);

  expect(twenty.summarize()).toEqual({ min: 1, median: 10, p95: 19, max: 20 });
  expect(twentyOne.summarize()).toEqual({ min: 1, median: 11, p95: 20, max: 21 });
  expect(two.summarize()).toEqual({ min: 3, median: 3, p95: 7, max: 7 });
});

test('gives zeros where there are no rows', () => {
  expect(new LengthCounter().summarize()).toEqual({ min: 0, median: 0, p95: 0, max: 0 });
});

function counterOf(lengths: readonly number[]): LengthCounter {
  const counter = new LengthCounter();
  for (const length of lengths) counter.add('x'.repeat(length));
  return counter;
}
