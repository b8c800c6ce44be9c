import { schoolProblemRow } from '../../hub-at-scale/rows/school-problem-row.ts';
import { drawn, purposes } from '../drawn.ts';
import { bankOf, pieceAt } from '../pieces.ts';
import { proseText } from '../text.ts';
import { sumVoice } from '../voices.ts';
import type { TopicRow, TopicTexts } from './topic-row.ts';

const problems = bankOf((number) => schoolProblemRow(number).question);
const answers = bankOf((number) => schoolProblemRow(number).answer);

/** The answer of the bank alone fills most of a short text. */
const answerLength = 200;

/** A school problem, and steps of which the last ones solve it. */
export function sumTexts({ seed, row, manner, length }: TopicRow): TopicTexts {
  const key = drawn(seed, row, purposes.instruction);
  return {
    instruction: proseText(key, 0, {
      manner,
      mark: `Problem ${String(row)}: `,
      end: pieceAt(problems, manner, key),
    }),
    input: undefined,
    output: {
      mark: '',
      voice: sumVoice,
      key: drawn(seed, row, purposes.output),
      length: Math.max(0, length - answerLength),
      end: pieceAt(answers, manner, key),
    },
  };
}
