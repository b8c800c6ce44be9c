import { testAdapter } from '@llamaforge/testing';
import { adaptRow } from '../adapt-row.ts';

testAdapter({
  shape: 'context_response',
  adapt: adaptRow,
  example: { context: 'I cannot sleep.', response: 'What keeps you awake?' },
});
