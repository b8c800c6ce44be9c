import { excerptAround } from './excerpt-around.ts';
import type { TagRule } from './tag-rule.ts';

// 8,192 tokens, as much as Llama 3 was trained on at once, of 4 characters each, OpenAI's rule of thumb for English.
const longestRowUnits = 8192 * 4;
// The longest word of a dictionary has 45 letters; keys, hashes and short data URLs stay below this.
const longestWordUnits = 1000;
const wordCharacter = /[\w+/=%-]/;

/** A row longer than trainers usually keep, or a word of 1,000 and more characters that is data, such as base64. */
export const extremeLength: TagRule = {
  about: 'the texts have more than 32,768 characters together, or one word has 1,000 or more',
  source:
    '8,192 tokens: Llama 3 (Grattafiori et al. 2024, arXiv 2407.21783, section 3.4.1); 4 characters a token: OpenAI, “What are tokens”',
  find: ({ instruction, input, output }) => {
    const units = instruction.length + input.length + output.length;
    if (units > longestRowUnits) return `${units.toLocaleString('en-US')} characters`;
    return longWordIn(output) ?? longWordIn(instruction) ?? longWordIn(input);
  },
};

/** Any such word covers a place that is a multiple of its least length, so that only these are looked at. */
function longWordIn(text: string): string | undefined {
  for (let at = longestWordUnits - 1; at < text.length; at += longestWordUnits) {
    if (!wordCharacter.test(text.charAt(at))) continue;
    const start = at - wordLength(text, at, -1);
    const end = at + 1 + wordLength(text, at, 1);
    if (end - start >= longestWordUnits) {
      return `a word of ${(end - start).toLocaleString('en-US')} characters: ${excerptAround(text, start, start + 1)}`;
    }
  }
  return undefined;
}

/** How many characters of a word follow the one at a place, in a direction. */
function wordLength(text: string, at: number, step: -1 | 1): number {
  let length = 0;
  while (wordCharacter.test(text.charAt(at + step * (length + 1)))) length += 1;
  return length;
}
