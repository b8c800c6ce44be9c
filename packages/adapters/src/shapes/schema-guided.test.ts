import { testAdapter } from '@llamaforge/testing';
import { expect, test } from 'vitest';
import { adaptRow } from '../adapt-row.ts';

testAdapter({
  shape: 'schema_guided',
  adapt: adaptRow,
  example: {
    services: ['Media_1'],
    turns: [
      { speaker: 'USER', utterance: 'I want a film.', frames: [] },
      { speaker: 'SYSTEM', utterance: 'Which kind?', frames: [] },
    ],
  },
});

test.each([
  [[]],
  [['Hi', 'Hello']],
  [[{ speaker: 'USER', utterance: 'Hi' }, { speaker: 'SYSTEM' }]],
  [{}],
])('turns of %j are not of its form', (turns) => {
  expect(adaptRow({ turns })).toMatchObject([{ reason: 'unknown_shape' }]);
});
