import { expect, test } from 'vitest';
import { bytesOf, repeatedGrams, repeatedLines, topGram } from './repeated-parts.ts';
import { textWords } from './text-words.ts';

test('finds the run of words that stands most often, and the longest of these', () => {
  const words = textWords('the mill turns, the old mill turns, the mill stops, the old mill stops');

  const top = topGram(words, 2);

  expect({ ...top, bytes: bytesOf(words, top.span) }).toEqual({
    times: 2,
    span: { first: 5, last: 6 },
    bytes: 'mill turns,'.length,
  });
});

test('finds runs of words that stood before, none of which overlap', () => {
  const words = textWords('a b c d a b c d a b c d e');

  // `a b c` again, then `d a b`, then `c d e`, which is new.
  expect(repeatedGrams(words, 3)).toEqual({
    parts: 2,
    bytes: 'a b cd a b'.length,
    span: { first: 4, last: 6 },
  });
});

test('finds lines that stood before', () => {
  const words = textWords('round it goes\nand round\nround it goes\nround it  goes\n');
  const lines = [
    { first: 0, last: 2 },
    { first: 3, last: 4 },
    { first: 5, last: 7 },
    { first: 8, last: 10 },
  ];

  expect(repeatedLines(words, lines)).toEqual({
    parts: 2,
    bytes: 'round it goesround it  goes'.length,
    span: { first: 5, last: 7 },
  });
});

test('finds nothing in fewer words than a run has', () => {
  const words = textWords('a b');

  expect([topGram(words, 3).times, repeatedGrams(words, 5).parts]).toEqual([0, 0]);
});
