import { unfoldTurns, type RecordText } from '@llamaforge/schema';
import { joinedTexts } from './joined-texts.ts';

/**
 * What the assistant says in a record, its earlier turns, which stand in `input`, first: the turns in which one of the
 * marks stands. Marks of at most six units are found in half the time of longer ones.
 */
export function assistantTurns(record: RecordText, marks: readonly string[]): readonly string[] {
  // Most records hold no mark, and a transcript is read only for one that does.
  if (!isMarked(joinedTexts(record), marks)) return noTurns;
  return unfoldTurns(record).flatMap(({ speaker, text }) =>
    speaker === 'Assistant' && isMarked(text, marks) ? [text] : [],
  );
}

const noTurns: readonly string[] = [];

function isMarked(text: string, marks: readonly string[]): boolean {
  return marks.some((mark) => text.includes(mark));
}
