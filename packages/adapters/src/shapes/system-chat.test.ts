import { testAdapter } from '@llamaforge/testing';
import { adaptRow } from '../adapt-row.ts';

testAdapter({
  shape: 'system_chat',
  adapt: adaptRow,
  example: {
    system: 'SYSTEM: You are helpful.',
    chat: 'USER: Hi\n\n\nASSISTANT: Hello! <|endoftext|>\n\n\nFUNCTION RESPONSE: {}\n\n\nASSISTANT: Done.',
  },
});
