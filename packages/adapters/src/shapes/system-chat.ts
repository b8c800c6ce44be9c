import { dialogue, type Turns } from '../dialogue.ts';
import { textOf } from '../field-text.ts';
import { historyTurns, joinOpening, systemKeys } from '../opening-turns.ts';
import { holds, type Row } from '../row.ts';
import type { Shape } from '../shape.ts';
import { chatHeaders, transcriptTurns } from '../transcript-turns.ts';

/** Glaive's form: `system` and a `chat` of `USER:`, `ASSISTANT:` and `FUNCTION RESPONSE:` turns in one text. */
export const systemChat: Shape = {
  fits: (row) => holds(row, 'system') && holds(row, 'chat'),
  read: (row) => {
    const system = textOf(row, systemKeys);
    const bare = typeof system === 'string' ? system.replace(/^\s*SYSTEM:/u, '') : system;
    return [dialogue(joinOpening(bare, historyTurns(row)), chatTurns(row))];
  },
};

function chatTurns(row: Row): Turns {
  const chat = textOf(row, ['chat']);
  if (typeof chat !== 'string') return chat;
  const spoken = chat.replaceAll('<|endoftext|>', '');
  return transcriptTurns(spoken, chatHeaders, 'Human');
}
