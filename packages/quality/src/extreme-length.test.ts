import { expect, test } from 'vitest';
import { extremeLength } from './extreme-length.ts';

const find = (output: string, input = ''): string | undefined =>
  extremeLength.find({ instruction: '12345', input, output }, {});

test('finds a row of more than 32,768 characters, all its texts together', () => {
  const words = 'a mill '.repeat(4000);

  expect([find(words, words.slice(0, 4764)), find(words, words.slice(0, 4763))]).toEqual([
    '32,769 characters',
    undefined,
  ]);
});

test.each([0, 1, 499, 998, 999, 1000, 1777])(
  'finds a word of 1,000 characters after %i others, and none of 999',
  (before) => {
    const blanks = ' '.repeat(before);
    const word = 'aB3+/'.repeat(200);

    expect([find(`${blanks}${word} so`), find(`${blanks}${word.slice(1)} so`)]).toEqual([
      expect.stringMatching(/^a word of 1,000 characters: …? ?aB3/u),
      undefined,
    ]);
  },
);

test('takes no line of Chinese, of a rule or of braces for a word', () => {
  const lines = ['磨'.repeat(2000), '*'.repeat(2000), '{"a":[1,2]},'.repeat(200)];

  expect(lines.map((line) => find(line))).toEqual([undefined, undefined, undefined]);
});

test('finds such a word in a question too', () => {
  expect(find('Yes.', 'x'.repeat(1234))).toMatch(/^a word of 1,234 characters/u);
});
