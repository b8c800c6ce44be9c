import { testAdapter } from '@llamaforge/testing';
import { expect, test } from 'vitest';
import { adaptRow } from '../adapt-row.ts';

testAdapter({
  shape: 'multiple_choice',
  adapt: adaptRow,
  example: {
    passage: 'Ann is older than Bo.',
    question: 'Who is younger?',
    choices: ['Ann', 'Bo'],
    options: ['(A)Ann', '(B)Bo'],
    gold: 1,
    answer: 'B',
  },
});

test('choices beyond Z are marked, and known as marked, as a spreadsheet names its columns', () => {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split(''), 'AA', 'AB'];
  const question = 'Which?';

  const marked = letters.map((letter) => `(${letter}) x`);
  expect(adaptRow({ question, choices: marked, gold: 27 })).toMatchObject([
    { text: { instruction: [question, ...marked].join('\n'), output: '(AB) x' } },
  ]);
  expect(adaptRow({ question, choices: letters.map(() => 'x'), gold: 26 })).toMatchObject([
    { text: { output: 'AA. x' } },
  ]);
});

test('one choice without its mark has all of them marked', () => {
  expect(adaptRow({ question: 'Which?', choices: ['A. x', 'y'], gold: 'B' })).toMatchObject([
    { text: { instruction: 'Which?\nA. A. x\nB. y', output: 'B. y' } },
  ]);
});

test('a number is tried before a letter, a letter before a text', () => {
  const choices = ['B', '1', 'A'];

  const outputs = [1, 'B', '1', 'A'].map((gold) => adaptRow({ question: 'q', choices, gold }));

  expect(outputs).toMatchObject(
    ['B. 1', 'B. 1', 'B. 1', 'A. B'].map((output) => [{ text: { output } }]),
  );
});

test('a letter past the choices is tried as a text', () => {
  expect(adaptRow({ question: 'q', choices: ['X', 'Y'], gold: 'Y' })).toMatchObject([
    { text: { output: 'B. Y' } },
  ]);
});
