import { expect, test } from 'vitest';
import { emptyLiteral } from './empty-literal.ts';

test.each([
  ['How many sails has a mill?', 'null'],
  ['How many sails has a mill?', 'NaN'],
  ['How many sails has a mill?', 'nan'],
  ['Who built it?', 'undefined'],
  ['Who built it?', ' #N/A '],
  ['Summarize the text about the mill.', 'None'],
  ['Write a poem about the mill.', 'N/A'],
  ['What is the capital of France?', 'None'],
])('finds that %j is not answered by %j', (instruction, output) => {
  expect(emptyLiteral.find({ instruction, input: '', output }, {})).toBe(output.trim());
});

test.each([
  ['How many sails has a barn?', 'None'],
  ['Name the mills of the text.', 'None'],
  ['Which of them is a mill?', 'None'],
  ['What mills are there?', 'None'],
  ['Write which mills are named, or None.', 'None'],
  ['What does the function return?', 'null'],
  ['What is typeof x before `let x = 1`?', 'undefined'],
  ['Who built it?', 'none'],
  ['Who built it?', 'Nobody'],
  ['What is 1 - 1?', '0'],
])('takes it that %j is answered by %j', (instruction, output) => {
  expect(emptyLiteral.find({ instruction, input: '', output }, {})).toBeUndefined();
});

test('takes it that a value may be given back that stands in the input, and any by code', () => {
  const record = { instruction: 'Describe it.', input: '', output: 'None' };
  const ofInput = { ...record, input: 'Its height, or None where it is not known' };

  expect([
    emptyLiteral.find(record, {}),
    emptyLiteral.find(ofInput, {}),
    emptyLiteral.find(record, { category: 'code_debugging' }),
  ]).toEqual(['None', undefined, undefined]);
});
