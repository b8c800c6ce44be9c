import { drawn, drawnShare, purposes } from './drawn.ts';
import { fileCount, type RowsOptions } from './options.ts';
import { rowForms } from './row-forms.ts';
import { proseText, type Text } from './text.ts';
import type { TopicRow } from './topics/topic-row.ts';
import { textsOf } from './topics/topics.ts';

/** The texts of a row: a question with or without input and its answer, or four turns of which the last two have these names. */
export interface Content {
  readonly opening: Text | undefined;
  readonly reply: Text | undefined;
  readonly instruction: Text;
  readonly input: Text | undefined;
  readonly output: Text;
}

const printedShare = 0.35;
const inputShare = 0.3;

/** The texts of the row with this number, which no other row has. */
export function contentOf({ seed, dialogues }: RowsOptions, row: number): Content {
  const about = drawn(seed, row, purposes.content);
  const isDialogue = drawnShare(seed, row, purposes.opening) < dialogues;
  // Three decisions from one draw: its low, middle and high bits.
  const given: TopicRow = {
    seed,
    row,
    manner: (about & 0xff) / 256 < printedShare ? 'printed' : 'typed',
    hasInput: !isDialogue && about >>> 24 < inputShare * 256,
    isDialogue,
    length: longestText(drawnShare(seed, row, purposes.lengths)) * (isDialogue ? 0.6 : 1),
  };
  const { topic } = rowForms[row % fileCount] ?? rowForms[0];
  const texts = textsOf(topic, given, about >>> 8);
  const { instruction, input, output } = texts;
  if (!isDialogue) return { opening: undefined, reply: undefined, instruction, input, output };
  const { manner } = given;
  return {
    opening: texts.opening ?? proseText(drawn(seed, row, purposes.opening), 110, { manner }),
    reply: texts.reply ?? proseText(drawn(seed, row, purposes.reply), 350, { manner }),
    instruction,
    input: undefined,
    output,
  };
}

/** Most texts are short, one in 200 is up to 16 KB; with keys and question a row is 1 KB on average. */
function longestText(share: number): number {
  if (share < 0.8) return 300;
  if (share < 0.95) return 900;
  return share < 0.995 ? 3000 : 9300;
}
