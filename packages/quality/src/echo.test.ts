import { expect, test } from 'vitest';
import { echo } from './echo.ts';

const find = (instruction: string, input: string, output: string): string | undefined =>
  echo.find({ instruction, input, output }, {});

test('finds an answer that is the question again, whatever its case and blanks', () => {
  const evidence = find('How does a mill grind corn?', '', 'how does a mill\n  grind CORN?');

  expect(evidence).toBe('the output is the instruction');
});

test.each([
  'Name a sail.',
  '磨坊是怎样工作的呢？',
  'Hello! How does a mill of wind grind its corn?',
])('finds that %j does not answer itself', (question) => {
  expect(find(question, '', question)).toBe('the output is the instruction');
});

test('finds an answer that is the input again', () => {
  const evidence = find(
    'Summarize the text.',
    'A mill grinds corn with stones.',
    'A mill grinds corn with stones.',
  );

  expect(evidence).toBe('the output is the input');
});

test.each([
  ['Good morning!', '', 'Good morning!'],
  ['How are you?', '', 'How are you?'],
  ['Mill', '', 'Mill'],
  ['What is its absolute value?', '1234567', '1234567'],
  ['How does a mill grind corn?', '', 'How does a mill grind corn? With stones.'],
  ['Correct the mistakes.', 'A mill grinds corn with stones.', 'A mill grinds corn with stones.'],
  ['Repeat after me.', 'A mill grinds corn with stones.', 'A mill grinds corn with stones.'],
  ['Sort the words.', 'corn grind mill stone wheel', 'corn grind mill stone wheel'],
  ['Say nothing of all this.', '', ''],
])('takes what %j with %j is answered by for an answer', (instruction, input, output) => {
  expect(find(instruction, input, output)).toBeUndefined();
});
