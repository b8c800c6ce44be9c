import { testAdapter } from '@llamaforge/testing';
import { adaptRow } from '../adapt-row.ts';

testAdapter({
  shape: 'question_answer',
  adapt: adaptRow,
  example: { question: 'Which vegetable?', context: 'Of the garden.', answer: { value: 'Onion' } },
});
