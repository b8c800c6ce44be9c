import { foldTurns, type Speaker, type Turn } from '@llamaforge/schema';
import { hasText } from './field-text.ts';
import { refuse, type Outcome, type Refusal } from './outcome.ts';

/** Turns in the order in which they were spoken, or why they could not be read. */
export type Turns = readonly Turn[] | Refusal;

/** No turns at all, shared because most rows have neither system text nor history. */
export const noTurns: readonly Turn[] = [];

const foldDetails = {
  missing_output: 'no assistant turn has text',
  missing_instruction: 'no user turn with text stands before the last assistant turn',
} as const;

/** Folds parts of a dialogue, in order, to one record; the first part that could not be read refuses it. */
export function dialogue(...parts: readonly Turns[]): Outcome {
  let turns: readonly Turn[] = noTurns;
  for (const part of parts) {
    if ('reason' in part) return part;
    // Not pushed as arguments, of which a call takes only some hundred thousand.
    if (part.length > 0) turns = turns.length === 0 ? part : turns.concat(part);
  }
  const folded = foldTurns(turns);
  return 'reason' in folded ? refuse(folded.reason, foldDetails[folded.reason]) : folded;
}

/** True where one of the turns is the speaker's and has text; a turn without text is none. */
export function speaks(turns: Turns, speaker: Speaker): boolean {
  return (
    !('reason' in turns) && turns.some((turn) => turn.speaker === speaker && hasText(turn.text))
  );
}
