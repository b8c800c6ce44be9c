import { conjunctions, danglingWords, prepositions } from './dangling-words.ts';
import type { TagRule } from './tag-rule.ts';

// What shows the end of a text, in UTF-16 units.
const shownUnits = 120;
const fence = /`{3,}/gu;
const opensFence = /(?:^|\n)[ \t>]*$/u;
const mayBeCut = /[\p{L}’',，、،]$/u;
// Where one sentence ends and another begins: not after `1.`, `e.g.` or `J.`
const sentenceEnd = /(?:(?<=\p{Ll}{2}|\p{Ll}[)"”’])[.!?]["”’)]*\s|[。！？؟]\s*)/gu;
// Far enough back for the last few sentences, in UTF-16 units.
const lookBackUnits = 2000;
const leastWordsAlone = 8;
// `anything I can help you with`, `how they are`
const mayEndInPreposition = /\b(?:what|which|who|whom|how|where|that|\w+thing|\w+one|than|as)\b/iu;
const lastWord = /(?:^|[\s—–"“(])([\p{L}’']+)$/u;

/** An answer that stops before it ends, as one does that ran into a limit of tokens. What merely has no last stop is left alone. */
export const cutOff: TagRule = {
  about: 'the answer ends in mid-sentence or within a code fence',
  find: ({ instruction, input, output }, { category }) => {
    if (hasOpenFence(output) && !hasOpenFence(instruction) && !hasOpenFence(input)) {
      return `a code fence is open: ${endOf(output)}`;
    }
    if (category === 'code_debugging' || !mayBeCut.test(output.slice(-1))) return undefined;
    return endsInMidSentence(output) ? endOf(output) : undefined;
  },
};

function hasOpenFence(text: string): boolean {
  if (!text.includes('```')) return false;
  const fences = [...text.matchAll(fence)];
  const last = fences.at(-1);
  if (last === undefined || fences.length % 2 === 0) return false;
  // A fence at the very end closes what was never opened.
  return last.index + last[0].length < text.length && opensFence.test(text.slice(0, last.index));
}

function endsInMidSentence(output: string): boolean {
  const end = output.slice(-lookBackUnits);
  const lastStop = [...end.matchAll(sentenceEnd)].at(-1);
  const isFirst = lastStop === undefined;
  const sentence = isFirst ? end : end.slice(lastStop.index + lastStop[0].length).trimStart();
  // Without a whole sentence before it, what is short and has no stop is a title, a name or a part of a passage.
  if (isFirst && sentence.split(/\s+/u).length < leastWordsAlone) return false;
  const word = lastWord.exec(sentence)?.[1];
  if (word === undefined) return !isFirst && endsInComma(sentence);
  if (isFirst) return conjunctions.has(word);
  if (prepositions.has(word)) return !mayEndInPreposition.test(sentence);
  return danglingWords.has(word) || (word === sentence && danglingWords.has(word.toLowerCase()));
}

function endsInComma(sentence: string): boolean {
  if (/\p{L}[，、]$/u.test(sentence)) return true;
  // `Yours sincerely,` and a step of a calculation end so too.
  const isLong = sentence.split(/\s+/u).length > 4;
  return isLong && /[\p{L}\p{N}][,،]$/u.test(sentence) && !sentence.includes('=');
}

function endOf(output: string): string {
  return `…${output.slice(-shownUnits).toWellFormed().replace(/\s+/gu, ' ')}`;
}
