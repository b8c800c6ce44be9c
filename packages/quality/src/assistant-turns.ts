import { unfoldTurns, type RecordText } from '@llamaforge/schema';

/** What the assistant says in a record, its earlier turns, which stand in `input`, first: the turns in which one of the marks stands. Marks of at most six units are found in half the time of longer ones. */
export function assistantTurns(record: RecordText, marks: readonly string[]): readonly string[] {
  const isMarked = (text: string): boolean => marks.some((mark) => text.includes(mark));
  // Most records hold no mark, and a transcript is read only for one that does.
  if (!isMarked(record.input)) return isMarked(record.output) ? [record.output] : noTurns;
  return unfoldTurns(record).flatMap(({ speaker, text }) =>
    speaker === 'Assistant' && isMarked(text) ? [text] : [],
  );
}

const noTurns: readonly string[] = [];
