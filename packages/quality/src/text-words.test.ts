import { expect, test } from 'vitest';
import { longestText, textWords } from './text-words.ts';

test('finds words, lines and paragraphs, and equal hashes for equal words', () => {
  const words = textWords('\n one two\tone \n\ntwo\n \n  mühle two\n');

  expect(wordsOf(words)).toEqual(['one', 'two', 'one', 'two', 'mühle', 'two']);
  expect({ lines: words.lines, paragraphs: words.paragraphs }).toEqual({
    lines: [0, 3, 4],
    paragraphs: [0, 3, 4],
  });
  expect(sameAs(words)).toEqual([0, 1, 0, 1, 4, 1]);
});

test('takes lines behind one line feed for one paragraph', () => {
  const { lines, paragraphs } = textWords('one\ntwo three\n\nfour\nfive');

  expect({ lines, paragraphs }).toEqual({ lines: [0, 1, 3, 4], paragraphs: [0, 3] });
});

test('reads a text up to its bound, and nothing of the text before', () => {
  textWords('before '.repeat(longestText));

  const long = textWords('é '.repeat(longestText));
  const longSize = long.size;
  const empty = textWords(' \n ');

  expect([longSize <= longestText, longSize > longestText - 4, empty.count]).toEqual([
    true,
    true,
    0,
  ]);
});

function wordsOf({ bytes, starts, ends, count }: ReturnType<typeof textWords>): string[] {
  return Array.from({ length: count }, (_, word) =>
    bytes.toString('utf8', starts[word], ends[word]),
  );
}

function sameAs({ hashes, count }: ReturnType<typeof textWords>): number[] {
  return Array.from({ length: count }, (_, word) => hashes.indexOf(hashes[word] ?? 0));
}
