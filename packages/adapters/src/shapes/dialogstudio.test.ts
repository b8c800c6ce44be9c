import { testAdapter } from '@llamaforge/testing';
import { expect, test } from 'vitest';
import { adaptRow } from '../adapt-row.ts';

testAdapter({
  shape: 'dialogstudio',
  adapt: adaptRow,
  example: {
    log: [
      { 'turn id': 1, 'user utterance': '', 'system response': 'How can I help?' },
      { 'turn id': 2, 'user utterance': 'My order is late.', 'system response': 'I will look.' },
    ],
    prompt: ['This bot helps customers.'],
  },
});

test.each([[[]], [{}], [['text']], [[{ 'user utterance': 'u' }]], ['text'], [null]])(
  'a log of %j is not of its form',
  (log) => {
    expect(adaptRow({ log })).toMatchObject([{ reason: 'unknown_shape' }]);
  },
);
