import { testAdapter } from '@llamaforge/testing';
import { adaptRow } from '../adapt-row.ts';

testAdapter({
  shape: 'instances',
  adapt: adaptRow,
  example: {
    instruction: 'Translate into German.',
    instances: [
      { input: 'cat', output: 'Katze' },
      { input: '', output: 'Nichts' },
    ],
  },
});
