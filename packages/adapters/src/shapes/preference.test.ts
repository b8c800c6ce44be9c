import { testAdapter } from '@llamaforge/testing';
import { expect, test } from 'vitest';
import { adaptRow } from '../adapt-row.ts';

testAdapter({
  shape: 'preference',
  adapt: adaptRow,
  example: {
    system: 'Be brief.',
    prompt: [{ role: 'user', content: 'What is ice?' }],
    chosen: [{ role: 'assistant', content: 'Frozen water.' }],
    rejected: 'Glass.',
    tools: [{ name: 'dictionary' }],
  },
});

const asked = { role: 'user', content: 'q' };
const answered = { role: 'assistant', content: 'a' };

test.each([
  [{ prompt: 'one', messages: [asked], conversations: [asked] }, 'one'],
  [{ prompt: ' ', messages: [asked], conversations: 'three' }, 'q'],
  [{ prompt: [], messages: null, conversations: [{ from: 'human', value: 'three' }] }, 'three'],
  [{ prompt: asked }, 'q'],
  [{ messages: 'plain text' }, 'plain text'],
])(
  'of prompt, messages and conversations the first that is not blank stands before: %j',
  (context, instruction) => {
    expect(adaptRow({ ...context, chosen: 'a' })).toMatchObject([
      { text: { instruction, input: '', output: 'a' } },
    ]);
  },
);

test('where a user speaks in chosen, nothing else is the dialogue, and it is not read', () => {
  const row = { prompt: [{ role: 'narrator' }], messages: 5, chosen: [asked, answered] };

  expect(adaptRow(row)).toMatchObject([{ text: { instruction: 'q', input: '', output: 'a' } }]);
});

test('a user turn without text is none: the context still stands before', () => {
  const row = { prompt: 'asked', chosen: [{ role: 'user', content: ' ' }, answered] };

  expect(adaptRow(row)).toMatchObject([{ text: { instruction: 'asked' } }]);
});

test.each([[''], [[]], [[{ role: 'system', content: 's' }]], [{ role: 'assistant' }]])(
  'an answer out of the context does not stand in for a chosen of %j',
  (chosen) => {
    expect(adaptRow({ messages: [asked, answered, asked], chosen })).toEqual([
      {
        kind: 'rejected',
        shape: 'preference',
        reason: 'missing_output',
        detail: 'no assistant turn in `chosen` has text',
      },
    ]);
  },
);

test('what is malformed in the context is named before what is malformed in chosen', () => {
  const row = { prompt: [{ role: 'narrator' }], chosen: [{ role: 'assistant', content: 5 }] };

  expect(adaptRow(row)).toMatchObject([{ reason: 'unknown_role' }]);
  expect(adaptRow({ ...row, prompt: 'q' })).toMatchObject([{ reason: 'not_text' }]);
});

test('a `chosen` that is a number or a boolean does not make a row a preference', () => {
  expect(adaptRow({ prompt: 'q', chosen: 5 })).toMatchObject([{ reason: 'unknown_shape' }]);
  expect(adaptRow({ instruction: 'q', output: 'a', chosen: true })).toMatchObject([
    { kind: 'record', shape: 'alpaca' },
  ]);
});

test('turns after the chosen answer are left out and counted', () => {
  expect(adaptRow({ chosen: [asked, answered, asked] })).toMatchObject([{ turnsLeftOut: 1 }]);
});

test('what was rejected is not read', () => {
  expect(adaptRow({ prompt: 'q', chosen: 'a', rejected: { broken: true } })).toMatchObject([
    { kind: 'record' },
  ]);
});
