import { unfoldTurns, type RecordText } from '@llamaforge/schema';
import { joinedTexts } from './joined-texts.ts';

/**
 * What the assistant says in a record, its earlier turns, which stand in `input`, first: the turns in which one of the
 * marks stands. A mark begins with `<`, and is found in half the time where it has at most six units.
 */
export function assistantTurns(record: RecordText, marks: readonly string[]): readonly string[] {
  const text = joinedTexts(record);
  // Most records hold no tag, and a transcript is read only for one that does.
  if (!text.includes('<') || !isMarked(text, marks)) return noTurns;
  return unfoldTurns(record).flatMap((turn) =>
    turn.speaker === 'Assistant' && isMarked(turn.text, marks) ? [turn.text] : [],
  );
}

const noTurns: readonly string[] = [];

function isMarked(text: string, marks: readonly string[]): boolean {
  return marks.some((mark) => text.includes(mark));
}
