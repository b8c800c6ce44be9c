import { mixed } from './mixed.ts';
import { SENTENCE_BITS, sentences } from './sentence-bank.ts';

/** Sentences to make texts of, all of one bank, and what stands between two paragraphs. */
export interface Voice<Text extends { readonly length: number } = string> {
  readonly sentences: readonly Text[];
  readonly paragraphBreak: Text;
}

/** How texts are written for the most part. */
export const plainVoice: Voice = { sentences, paragraphBreak: '\n\n' };

/** Cut into tokens as the Penn Treebank does, with marks for line breaks. */
export const tokenisedVoice: Voice = {
  sentences: sentences.map(tokenised),
  paragraphBreak: '<newline> <newline> ',
};

/** A text of whole sentences, the same for the same key. */
export function prose(key: number, length: number, voice: Voice = plainVoice): string {
  let text = '';
  forEachPiece(key, length, { voice, use: (piece) => (text += piece) });
  return text.trimEnd();
}

/** Uses one by one the pieces of a text between 0.4 and 1.6 times `length` long, and a sentence more at most. */
export function forEachPiece<Text extends { readonly length: number }>(
  key: number,
  length: number,
  { voice, use }: { readonly voice: Voice<Text>; readonly use: (piece: Text) => void },
): void {
  let state = mixed(key);
  const end = length * (0.4 + (1.2 * state) / 2 ** 32);
  let used = 0;
  let untilBreak = 4;
  while (used < end) {
    if (untilBreak === 0) {
      use(voice.paragraphBreak);
      untilBreak = 3 + (state & 3);
    }
    // A step of a linear congruential generator: its upper bits are random enough for prose.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const sentence = voice.sentences[state >>> (32 - SENTENCE_BITS)] ?? voice.paragraphBreak;
    use(sentence);
    used += sentence.length;
    untilBreak -= 1;
  }
}

function tokenised(sentence: string): string {
  return sentence
    .replaceAll(/["“]([^"”]*)["”]/gu, "`` $1 ''")
    .replaceAll(/(\w)n't\b/gu, "$1 n't")
    .replaceAll(/([,.])(?=\s|$)/gu, ' $1')
    .replaceAll('’s', " 's");
}
