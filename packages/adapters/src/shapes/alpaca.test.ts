import { testAdapter } from '@llamaforge/testing';
import { adaptRow } from '../adapt-row.ts';

testAdapter({
  shape: 'alpaca',
  adapt: adaptRow,
  example: {
    system: 'You calculate.',
    history: [['Are you there?', 'Yes.']],
    instruction: 'Add.',
    input: '2, 3',
    context: 'numbers',
    output: '5',
    response: 'five',
  },
});
