import { chosen } from '../../hub-at-scale/mixed.ts';
import { drawn, purposes } from '../drawn.ts';
import { proseText } from '../text.ts';
import type { TopicRow, TopicTexts } from './topic-row.ts';

const tasks = [
  ['Write a summary of letter ', ' in a few words: '],
  ['Describe the house in picture ', ' for a catalogue: '],
  ['Suggest a title for report ', ' and give your reasons: '],
  ['Explain note ', ' to a newcomer: '],
  ['Give three tips to the owner of garden ', '. '],
  ['Rewrite paragraph ', ' without its long words: '],
] as const;

const followUps = [
  ['Put answer ', ' into one sentence. '],
  ['Rewrite answer ', ' as a sentence with fewer words: '],
] as const;

/** A general task and its answer; at the end of a dialogue, the long answer is to be shortened. */
export function taskTexts(given: TopicRow): TopicTexts {
  const { seed, row, manner, hasInput, isDialogue, length } = given;
  const key = drawn(seed, row, purposes.instruction);
  const [before, after] = chosen<readonly [string, string]>(isDialogue ? followUps : tasks, key);
  const answer = drawn(seed, row, purposes.output);
  const instruction = proseText(key, isDialogue ? 60 : 100, {
    manner,
    mark: `${before}${String(row)}${after}`,
  });
  if (isDialogue) {
    const reply = proseText(drawn(seed, row, purposes.reply), length + 250, { manner });
    return { reply, instruction, input: undefined, output: proseText(answer, 100, { manner }) };
  }
  return {
    instruction,
    input: hasInput ? proseText(drawn(seed, row, purposes.input), 200, { manner }) : undefined,
    output: proseText(answer, length, { manner }),
  };
}
