import { testAdapter } from '@llamaforge/testing';
import { adaptRow } from '../adapt-row.ts';

testAdapter({
  shape: 'taskmaster',
  adapt: adaptRow,
  example: {
    conversation_id: 'dlg-1',
    utterances: [
      { index: 0, speaker: 'user', text: 'Two tickets, please.' },
      { index: 1, speaker: 'assistant', text: 'Here you are.' },
    ],
  },
});
