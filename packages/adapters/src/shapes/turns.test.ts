import { testAdapter } from '@llamaforge/testing';
import { adaptRow } from '../adapt-row.ts';

testAdapter({
  shape: 'turns',
  adapt: adaptRow,
  example: { id: '1', data: ['Hi', 'Hello!', 'How are you?', 'Fine.'] },
});
