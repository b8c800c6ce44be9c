import { repeatedAtMost, type RepeatedAtMost } from './repeated-at-most.ts';
import { bytesOf, repeatedGrams, repeatedLines, topGram, type WordSpan } from './repeated-parts.ts';
import type { TagContext, TagRule } from './tag-rule.ts';
import { textWords, type TextWords } from './text-words.ts';

// Gopher looks at no text of fewer words. Up to twice as many, a long name that is said twice passes thresholds that were
// made for web pages. The units, of UTF-16, are fewer than so many words of most languages have, and are known at once.
const leastWords = 50;
const leastWordsOfLong = 100;
const leastUnits = 250;

// Rae et al. 2021, table A1, as shares of a text; runs of words by how many words they have.
const mostOfLines = 0.3;
const mostOfLineBytes = 0.2;
const mostOfTopGrams = [
  [2, 0.2],
  [3, 0.18],
  [4, 0.16],
] as const;
const mostOfGrams = [
  [5, 0.15],
  [6, 0.14],
  [7, 0.13],
  [8, 0.12],
  [9, 0.11],
  [10, 0.1],
] as const;
// One of the pairs within three words takes up half of what they do; of four words that take up 16 % of a text, at least
// half stand again; and so do all longer runs and lines that count.
const leastRepeated = { pair: 0.09, runs: 0.08 };
// `Chorus:`, `}` and `---` are no lines of a text.
const leastWordsOfLine = 4;

// Code and tables repeat by their form, whatever the row is about.
const formSigns = ['```', '--|', '-- |', '--+'];

// What shows the words, in UTF-16 units.
const shownUnits = 100;

/** An answer that says the same words again and again, by how much of it they take up. Scripts without blanks between words are not looked at. */
export const repetition: TagRule = {
  about: 'the answer repeats its lines, paragraphs or runs of words',
  source:
    'Gopher (Rae et al. 2021, arXiv 2112.11446, table A1), doubled for code, tables and mathematics, and for fewer than 100 words',
  find: ({ output }, context) => {
    if (output.length < leastUnits) return undefined;
    const atMost = repeatedAtMost(output);
    if (!mayCount(atMost, 1)) return undefined;
    const words = textWords(output);
    if (words.count < leastWords) return undefined;
    const ofShort = words.count < leastWordsOfLong ? 2 : 1;
    if (!mayCount(atMost, ofShort)) return undefined;
    // The category is asked of few: it may cost more than all the rest.
    const allowance = repeatsByNature(output, context) ? ofShort * 2 : ofShort;
    if (!mayCount(atMost, allowance)) return undefined;
    return linesIn(words, allowance) ?? topGramIn(words, allowance) ?? gramsIn(words, allowance);
  },
};

function mayCount({ pair, runs }: RepeatedAtMost, allowance: number): boolean {
  return pair > leastRepeated.pair * allowance || runs > leastRepeated.runs * allowance;
}

function repeatsByNature(output: string, context: TagContext): boolean {
  if (formSigns.some((sign) => output.includes(sign))) return true;
  const { category } = context;
  return category === 'code_debugging' || category === 'cot_math';
}

function linesIn(words: TextWords, allowance: number): string | undefined {
  for (const [name, firstWords] of [
    ['lines', words.lines],
    ['paragraphs', words.paragraphs],
  ] as const) {
    const lines = linesOfWords(words, firstWords);
    const { parts, bytes, span } = repeatedLines(words, lines);
    const shareOfBytes = bytes / words.size;
    if (parts > mostOfLines * allowance * lines.length) {
      return `${percent(parts / lines.length)} of its ${name} stood there before${shown(words, span)}`;
    }
    if (shareOfBytes > mostOfLineBytes * allowance) {
      return `${percent(shareOfBytes)} of it is ${name} that stood there before${shown(words, span)}`;
    }
  }
  return undefined;
}

function linesOfWords({ count }: TextWords, firstWords: readonly number[]): readonly WordSpan[] {
  return firstWords
    .map((first, index) => ({ first, last: (firstWords[index + 1] ?? count) - 1 }))
    .filter(({ first, last }) => last - first + 1 >= leastWordsOfLine);
}

function topGramIn(words: TextWords, allowance: number): string | undefined {
  for (const [length, most] of mostOfTopGrams) {
    const { times, span } = topGram(words, length);
    const share = (times * bytesOf(words, span)) / words.size;
    if (times > 1 && share > most * allowance) {
      return `${percent(share)} of it is ${String(length)} words that it says ${String(times)} times${shown(words, span)}`;
    }
  }
  return undefined;
}

function gramsIn(words: TextWords, allowance: number): string | undefined {
  for (const [length, most] of mostOfGrams) {
    const { bytes, span } = repeatedGrams(words, length);
    const share = bytes / words.size;
    if (share > most * allowance) {
      return `${percent(share)} of it is runs of ${String(length)} words that stood there before${shown(words, span)}`;
    }
  }
  return undefined;
}

function percent(share: number): string {
  // Runs that overlap count twice.
  return `${(Math.min(share, 1) * 100).toFixed(0)} %`;
}

function shown({ bytes, starts, ends }: TextWords, { first, last }: WordSpan): string {
  const words = bytes.toString('utf8', starts[first], ends[last]).replace(/\s+/gu, ' ');
  const isLong = words.length > shownUnits;
  return `: “${words.slice(0, shownUnits).toWellFormed()}${isLong ? '…' : ''}”`;
}
