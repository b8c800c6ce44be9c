import { passageQuestionRow } from '../../hub-at-scale/rows/passage-question-row.ts';
import { drawn, purposes } from '../drawn.ts';
import { bankOf, pieceAt } from '../pieces.ts';
import { proseText, type Text } from '../text.ts';
import type { TopicRow, TopicTexts } from './topic-row.ts';

const passages = bankOf((number) => passageQuestionRow(number, true).context);
const answers = bankOf((number) => passageQuestionRow(number, true).answers.text[0] ?? '');
// The row's number stands where theirs was.
const questions = bankOf((number) =>
  passageQuestionRow(number, true).question.replace(/^.*?\d+/u, ''),
);

/** The passages of the bank alone fill a short text. */
const passageLength = 500;

/** A question about a passage that holds the answer; a dialogue begins with the passage. */
export function passageTexts({ seed, row, manner, isDialogue, length }: TopicRow): TopicTexts {
  const key = drawn(seed, row, purposes.input);
  const passage = proseText(key, Math.max(0, length - passageLength), {
    manner,
    end: pieceAt(passages, manner, key),
  });
  const texts = {
    instruction: proseText(key, 0, {
      manner,
      mark: `What does line ${String(row)}`,
      end: pieceAt(questions, manner, key),
    }),
    output: proseText(key, 0, { manner, end: pieceAt(answers, manner, key) }),
  } satisfies Record<string, Text>;
  return isDialogue
    ? { ...texts, opening: passage, input: undefined }
    : { ...texts, input: passage };
}
