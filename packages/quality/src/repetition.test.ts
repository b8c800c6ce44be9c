import type { Category } from '@llamaforge/schema';
import { expect, test } from 'vitest';
import { repetition } from './repetition.ts';

const find = (output: string, category: Category = 'instruction'): string | undefined =>
  repetition.find({ instruction: 'Tell me of mills.', input: '', output }, { category });

// Words that all differ, so that what a test adds is all that repeats.
const words = (count: number): string =>
  Array.from({ length: count }, (_, index) => `word${String(index)}`).join(' ');

test.each([
  ['the mill turns '.repeat(100), '67 % of it is 2 words that it says 100 times: “mill turns”'],
  [
    `${words(150)}\n${'I do not know it.\n'.repeat(9)}`,
    '80 % of its lines stood there before: “I do not know it.”',
  ],
  [
    `${words(150)} ${'so it says again and again '.repeat(12)}`,
    '17 % of it is 4 words that it says 12 times: “says again and again”',
  ],
  [
    `${words(150)} ${words(60)}`,
    '27 % of it is runs of 5 words that stood there before: “word0 word1 word2 word3 word4”',
  ],
])('finds what repeats (%#)', (output, evidence) => {
  expect(find(output)).toBe(evidence);
});

test('allows code and mathematics, and what holds code or a table, twice as much', () => {
  const output = `${words(150)} ${'so it says again and again '.repeat(12)}`;
  const more = `${words(150)} ${'so it says again and again '.repeat(40)}`;

  expect([
    find(output, 'code_debugging'),
    find(output, 'cot_math'),
    find(`${output}\n\`\`\`\nx\n\`\`\``),
    find(`${output}\n| a | b |\n| --- | --- |\n| 1 | 2 |`),
    find(more, 'code_debugging'),
  ]).toEqual([undefined, undefined, undefined, undefined, expect.any(String)]);
});

test('allows a text of fewer than 100 words twice as much, and code of so few four times', () => {
  const output = `${words(60)} ${words(18)}`;
  const more = `${words(50)} ${words(22)}`;
  const loop = 'The mill turns by the wind. '.repeat(15);

  expect([
    find(output),
    find(more),
    find(more, 'cot_math'),
    find(loop),
    find(loop, 'cot_math'),
  ]).toEqual([undefined, expect.any(String), undefined, expect.any(String), expect.any(String)]);
});

test.each([
  ['a text of words that differ', words(5000)],
  ['a text of 49 words', 'windmill-and-watermill '.repeat(49)],
  ['a Chinese text', '风吹动风车。'.repeat(200)],
  ['one long word', 'a'.repeat(10_000)],
])('leaves %s alone', (_, output) => {
  expect(find(output)).toBeUndefined();
});

test('does not count lines of a word or two', () => {
  const verses = Array.from(
    { length: 12 },
    (_, index) => `(Chorus)\n${words(20).replaceAll('word', `w${String(index)}x`)}`,
  );

  expect(find(verses.join('\n'))).toBeUndefined();
});

test('shows no more than evidence may have', () => {
  const line = `${'windmill '.repeat(60)}\n`;

  expect(find(line.repeat(20))?.length).toBeLessThan(200);
});

test('reads a text of 50 MB no further than it must', () => {
  expect(find('the mill turns '.repeat(3_500_000))).toMatch(/^\d\d % of it is 2 words/u);
});
