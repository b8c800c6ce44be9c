import { testAdapter } from '@llamaforge/testing';
import { adaptRow } from '../adapt-row.ts';

testAdapter({
  shape: 'text_pair',
  adapt: adaptRow,
  example: { input: 'Is it so?', target: 'No', output: 'not read' },
});
