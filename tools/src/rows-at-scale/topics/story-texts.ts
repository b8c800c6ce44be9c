import { chosen } from '../../hub-at-scale/mixed.ts';
import { drawn, purposes } from '../drawn.ts';
import { proseText } from '../text.ts';
import { storyProse } from '../voices.ts';
import type { TopicRow, TopicTexts } from './topic-row.ts';

const wishes = [
  ['Write a story about house ', ', of which people say this: '],
  ['[WP] A tale of night ', ': '],
  ['Write a short story that begins in room ', ' with these words: '],
  ['[ WP ] Night ', ' : '],
] as const;

/** A wish for a story, and the story. */
export function storyTexts({ seed, row, manner, isDialogue, length }: TopicRow): TopicTexts {
  const key = drawn(seed, row, purposes.instruction);
  // Whatever was said before it, a wish with this mark is one for a story if that is not too short.
  const [before, after] = isDialogue ? wishes[1] : chosen<readonly [string, string]>(wishes, key);
  return {
    instruction: proseText(key, 60, { manner, mark: `${before}${String(row)}${after}` }),
    input: undefined,
    output: {
      mark: '',
      voice: storyProse[manner],
      key: drawn(seed, row, purposes.output),
      length: length + (isDialogue ? 300 : 90),
      end: undefined,
    },
  };
}
