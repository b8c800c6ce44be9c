import { drawn, purposes } from '../drawn.ts';
import { proseText } from '../text.ts';
import type { TopicRow, TopicTexts } from './topic-row.ts';

/** Small talk of no form in particular, which is told only where it is a dialogue. */
export function chatTexts({
  seed,
  row,
  manner,
  hasInput,
  isDialogue,
  length,
}: TopicRow): TopicTexts {
  const key = drawn(seed, row, purposes.instruction);
  return {
    opening: proseText(drawn(seed, row, purposes.opening), 110, {
      manner,
      mark: 'Hello, and thanks for the letter. ',
    }),
    instruction: proseText(key, 110, {
      manner,
      mark: `${isDialogue ? 'Okay, and ' : ''}what of letter ${String(row)}? `,
    }),
    input: hasInput ? proseText(drawn(seed, row, purposes.input), 200, { manner }) : undefined,
    output: proseText(drawn(seed, row, purposes.output), length, { manner }),
  };
}
