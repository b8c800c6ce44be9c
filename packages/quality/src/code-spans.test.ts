import { expect, test } from 'vitest';
import { codeAndQuotesOf } from './code-spans.ts';

test.each([
  ['a\n```\nHERE\n```', true],
  ['```\na\n```\nHERE', false],
  ['a `HERE` b', true],
  ['a `b` HERE', false],
  ['say "HERE"', true],
  ['say "so" HERE', false],
  ['an " alone\nHERE', false],
  ['HERE', false],
])('tells whether HERE stands in code or quotes in %j', (text, isIn) => {
  expect(codeAndQuotesOf(text)(text.indexOf('HERE'))).toBe(isIn);
});

test('tells it of one place after another', () => {
  const isIn = codeAndQuotesOf('a ```b``` c ```d```');

  expect([0, 5, 10, 15, 19].map(isIn)).toEqual([false, true, false, true, false]);
});
