import { expect, test } from 'vitest';
import { adaptRow } from './adapt-row.ts';

test.each([
  ['x'.repeat(5), 5],
  ['x'.repeat(2), 5],
  ['😀'.repeat(4), 4],
  ['é\ud800', 2],
])('an output of %j does not exceed %d', (output, bound) => {
  const codePoints = String(Array.from(output).length);

  expect(adaptRow({ instruction: 'q', output }, { longer_than: { output: bound } })).toEqual([
    {
      kind: 'rejected',
      shape: 'alpaca',
      reason: 'too_short',
      detail: `\`output\` has ${codePoints} characters, not more than ${String(bound)}`,
    },
  ]);
});

test.each([
  ['x'.repeat(6), 5],
  ['😀'.repeat(5), 4],
  [`  ${'x'.repeat(50)} `, 49],
])('an output of %j exceeds %d', (output, bound) => {
  expect(adaptRow({ instruction: 'q', output }, { longer_than: { output: bound } })).toMatchObject([
    { kind: 'record' },
  ]);
});

test('blanks at the ends do not count, and every text has its own bound', () => {
  const row = { instruction: ' qq ', input: 'i', output: 'a' };

  expect(adaptRow(row, { longer_than: { instruction: 2 } })).toMatchObject([
    { detail: '`instruction` has 2 characters, not more than 2' },
  ]);
  expect(adaptRow(row, { longer_than: { instruction: 1, input: 1 } })).toMatchObject([
    { detail: '`input` has 1 characters, not more than 1' },
  ]);
});

test('of a row with several records only the short ones are rejected', () => {
  const row = {
    instruction: 'q',
    instances: [
      { input: '', output: 'long' },
      { input: '', output: 's' },
    ],
  };

  expect(adaptRow(row, { longer_than: { output: 1 } })).toMatchObject([
    { kind: 'record' },
    { reason: 'too_short' },
  ]);
});
