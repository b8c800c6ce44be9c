import type { Speaker } from '@llamaforge/schema';
import { noTurns, type Turns } from './dialogue.ts';
import { notText } from './field-text.ts';
import { messageTurns } from './message-turns.ts';
import { fieldOf, isList, isRow, type Row } from './row.ts';
import { humanAssistant, transcriptTurns } from './transcript-turns.ts';

/** The turns under `key` in whichever form they stand: messages, one message, a transcript, or plain text of `speaker`. */
export function spokenTurns(row: Row, key: string, speaker: Speaker): Turns {
  const value = fieldOf(row, key);
  if (value === undefined) return noTurns;
  if (typeof value === 'string') return transcriptTurns(value, humanAssistant, speaker);
  if (isList(value)) return messageTurns(value, key);
  return isRow(value) ? messageTurns([value], key) : notText(key, value);
}
