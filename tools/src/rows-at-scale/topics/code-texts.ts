import { codingTaskRow } from '../../hub-at-scale/rows/coding-task-row.ts';
import { drawn, purposes } from '../drawn.ts';
import { bankOf, pieceAt } from '../pieces.ts';
import { proseText } from '../text.ts';
import { codeVoice } from '../voices.ts';
import type { TopicRow, TopicTexts } from './topic-row.ts';

const tasks = bankOf((number) => codingTaskRow(number, true).instruction);
const inputs = bankOf((number) => codingTaskRow(number * 2 + 1, true).input);
const functions = bankOf((number) => codingTaskRow(number, true).output);

/** A programming task, and lines of code that end in the function it asks for. */
export function codeTexts({ seed, row, manner, hasInput, length }: TopicRow): TopicTexts {
  const key = drawn(seed, row, purposes.instruction);
  return {
    instruction: proseText(key, 60, {
      manner,
      mark: `Ticket ${String(row)}: `,
      end: pieceAt(tasks, manner, key),
    }),
    input: hasInput ? proseText(key, 0, { manner, end: pieceAt(inputs, manner, key) }) : undefined,
    output: {
      mark: '',
      voice: codeVoice,
      key: drawn(seed, row, purposes.output),
      length: length * 0.6,
      end: pieceAt(functions, manner, key),
    },
  };
}
