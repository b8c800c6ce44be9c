import { testAdapter } from '@llamaforge/testing';
import { adaptRow } from '../adapt-row.ts';

testAdapter({
  shape: 'sharegpt',
  adapt: adaptRow,
  example: {
    system: 'You call tools.',
    tools: '[]',
    conversations: [
      { from: 'human', value: 'Weather in Oslo?' },
      { from: 'function_call', value: '{"name": "weather"}' },
      { from: 'observation', value: 'clear' },
      { from: 'gpt', value: 'It is clear.' },
    ],
  },
});
