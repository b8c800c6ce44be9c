import { testAdapter } from '@llamaforge/testing';
import { expect, test } from 'vitest';
import { adaptRow } from '../adapt-row.ts';

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
