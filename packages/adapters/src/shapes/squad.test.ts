import { testAdapter } from '@llamaforge/testing';
import { describe, expect, test } from 'vitest';
import { adaptRow } from '../adapt-row.ts';
import { unanswerableOutput } from './squad.ts';

testAdapter({
  shape: 'squad',
  adapt: adaptRow,
  example: {
    question: 'Where is Normandy?',
    context: 'Normandy is in France.',
    answers: [{ text: 'France', answer_start: 15 }],
  },
});

test.each([[['a']], [[{ text: 'a' }, {}]], [{ answer_start: [0] }], ['a'], [5]])(
  'answers of %j are not of its form',
  (answers) => {
    expect(adaptRow({ question: 'q', context: 'c', answers })).toMatchObject([
      { reason: 'unknown_shape' },
    ]);
  },
);

describe('a question without an answer', () => {
  const row = { question: 'Who?', context: 'It rains.', answers: { text: [], answer_start: [] } };

  test.each([undefined, 'leave_out' as const])('is rejected where unanswerable is %s', (choice) => {
    const mapping = choice === undefined ? {} : { unanswerable: choice };

    expect(adaptRow(row, mapping)).toEqual([
      {
        kind: 'rejected',
        shape: 'squad',
        reason: 'unanswerable',
        detail: '`answers` is empty',
      },
    ]);
  });

  test('is refused honestly where the recipe asks for that', () => {
    expect(adaptRow(row, { unanswerable: 'refuse' })).toMatchObject([
      {
        shape: 'squad',
        text: { instruction: 'Who?', input: 'It rains.', output: unanswerableOutput },
      },
    ]);
  });

  test('a question with an answer keeps it', () => {
    const answered = { ...row, answers: { text: ['Ann'], answer_start: [0] } };

    expect(adaptRow(answered, { unanswerable: 'refuse' })).toMatchObject([
      { text: { output: 'Ann' } },
    ]);
  });
});
