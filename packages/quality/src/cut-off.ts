import { conjunctions, danglingWords, prepositions } from './dangling-words.ts';
import type { TagRule } from './tag-rule.ts';

// What shows the end of a text, in UTF-16 units.
const shownUnits = 120;
const fence = /`{3,}/gu;
const isBlank = /^[ \t>]*$/u;
const commas = ',，、،';
const commaCode = 0x2c;
// Where one sentence ends and another begins: not after `1.`, `e.g.` or `J.`
const sentenceEnd = /(?:(?<=\p{Ll}{2}|\p{Ll}[)"”’])[.!?]["”’)]*\s|[。！？؟]\s*)/gu;
// Far enough back for the last few sentences, and for the longest word that is looked for, in UTF-16 units.
const lookBackUnits = 2000;
const longestWordUnits = 20;
const leastWordsAlone = 8;
// `anything I can help you with`, `how they are`
const mayEndInPreposition = /\b(?:what|which|who|whom|how|where|that|\w+thing|\w+one|than|as)\b/iu;

/** An answer that stops before it ends, as one does that ran into a limit of tokens. What merely has no last stop is left alone. */
export const cutOff: TagRule = {
  about: 'the answer ends in mid-sentence or within a code fence',
  find: ({ instruction, input, output }, context) => {
    if (hasOpenFence(output) && !hasOpenFence(instruction) && !hasOpenFence(input)) {
      return `a code fence is open: ${endOf(output)}`;
    }
    if (!endsInMidSentence(output) || context.category === 'code_debugging') return undefined;
    return endOf(output);
  },
};

function hasOpenFence(text: string): boolean {
  if (!text.includes('```')) return false;
  let fences = 0;
  let start = 0;
  let end = 0;
  // One by one, since a text of 50 MB may hold nothing else.
  for (const { 0: found, index } of text.matchAll(fence)) {
    fences += 1;
    start = index;
    end = index + found.length;
  }
  const isOdd = fences % 2 === 1;
  // A fence at the very end closes what was never opened; one within a line closes or is none.
  return isOdd && end < text.length && isBlank.test(lineBefore(text, start));
}

/** What stands before a place in its line. */
function lineBefore(text: string, at: number): string {
  return text.slice(at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1, at);
}

function endsInMidSentence(output: string): boolean {
  // Most answers end in a stop or a number, which is told at once.
  if (!mayEndInside(output.charCodeAt(output.length - 1))) return false;
  const word = lastWordOf(output);
  const isComma = commas.includes(output.slice(-1));
  // Of nearly all others no more than this is looked at.
  if (!isComma && !isDangling(word) && !isDangling(word.toLowerCase())) return false;
  const end = output.slice(-lookBackUnits);
  const lastStop = [...end.matchAll(sentenceEnd)].at(-1);
  // Without a whole sentence before it, what is short and has no stop is a title, a name or a part of a passage.
  if (lastStop === undefined) {
    return conjunctions.has(word) && end.split(/\s+/u).length >= leastWordsAlone;
  }
  const sentence = end.slice(lastStop.index + lastStop[0].length).trimStart();
  if (isComma) return isCutAtComma(sentence);
  if (prepositions.has(word)) return !mayEndInPreposition.test(sentence);
  // `May`, `Who` and `I` are names and numbers as well, but not where nothing else stands behind the stop.
  return isDangling(word) || word === sentence;
}

function mayEndInside(code: number): boolean {
  const lowerCase = code | 0x20;
  return code > 0x7f || code === commaCode || (lowerCase >= 0x61 && lowerCase <= 0x7a);
}

function lastWordOf(text: string): string {
  const end = text.slice(-longestWordUnits);
  return end.slice(Math.max(end.lastIndexOf(' '), end.lastIndexOf('\n')) + 1);
}

function isDangling(word: string): boolean {
  return danglingWords.has(word) || prepositions.has(word) || conjunctions.has(word);
}

function isCutAtComma(sentence: string): boolean {
  if (/\p{L}[，、]$/u.test(sentence)) return true;
  // `Yours sincerely,` and a step of a calculation end so too.
  const isLong = sentence.split(/\s+/u).length > 4;
  return isLong && /[\p{L}\p{N}][,،]$/u.test(sentence) && !sentence.includes('=');
}

function endOf(output: string): string {
  const end = output.slice(-shownUnits).toWellFormed().replace(/\s+/gu, ' ');
  return output.length > shownUnits ? `…${end}` : end;
}
