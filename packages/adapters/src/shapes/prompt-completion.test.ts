import { testAdapter } from '@llamaforge/testing';
import { adaptRow } from '../adapt-row.ts';

testAdapter({
  shape: 'prompt_completion',
  adapt: adaptRow,
  example: {
    prompt: 'Name a tree.',
    query: 'A tree?',
    context: 'Of the north.',
    completion: 'A birch.',
  },
});
