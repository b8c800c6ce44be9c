import {
  conjunctions,
  danglingWords,
  prepositions,
  wordsOfNoEnd,
  wordsOfShortEnds,
} from './dangling-words.ts';

const commas = ',，、،';
const colons = ':：';
const commaCode = 0x2c;
const colonCode = 0x3a;
// Where one sentence ends and another begins: not after `1.`, `e.g.` or `J.`
const sentenceEnd = /(?:(?<=\p{Ll}{2}|\p{Ll}[)"”’])[.!?]["”’)]*\s|[。！？؟]\s*)/gu;
// Far enough back for the last few sentences, and for the longest word that is looked for, in UTF-16 units.
const lookBackUnits = 2000;
const longestWordUnits = 20;
// What is shorter, and has no whole sentence before it, may be a title, a name or a part of a passage.
const leastWordsAlone = 8;
const leastWordsToComma = 12;
// `Yours sincerely,`
const leastWordsBehindStop = 5;
// `Part 1:`
const leastWordsToColon = 4;
// `Dear Mr. Smith:`, `Please choose a colour:`
const announcesNothing = /^(?:dear|hi|hello|to)\b|\bplease\b[^.!?]*$/iu;
const opensSentence = /^[^\p{L}]*\p{Lu}/u;
// `anything I can help you with`, `how they are`
const mayEndInPreposition =
  /\b(?:what|which|who|whom|how|where|that|(?:some|any|every|no)(?:thing|one|body)|than|as)\b/iu;
// `as well as you can`, `if only I could`
const compares = /\b(?:as|than|if|wish)\b/iu;

/** Whether a text stops behind a comma, a colon that announces what does not come, or a word that ends no sentence. */
export function endsInMidSentence(text: string): boolean {
  // Most texts end in a stop or a number, which is told at once.
  if (!mayEndInside(text.charCodeAt(text.length - 1))) return false;
  const last = text.slice(-1);
  if (colons.includes(last)) return announces(text);
  const word = lastWordOf(text);
  const isComma = commas.includes(last);
  // Of nearly all others no more than this is looked at.
  if (!isComma && !isDangling(word) && !isDangling(word.toLowerCase())) return false;
  const end = text.slice(-lookBackUnits);
  const lastStop = [...end.matchAll(sentenceEnd)].at(-1);
  if (lastStop === undefined) return isComma ? isLongToComma(end) : isLongToWord(end, word);
  const sentence = end.slice(lastStop.index + lastStop[0].length).trimStart();
  if (isComma) return isCutAtComma(sentence, leastWordsBehindStop);
  if (prepositions.has(word)) return !mayEndInPreposition.test(sentence);
  if (wordsOfShortEnds.has(word)) {
    return wordsOf(sentence) >= leastWordsAlone && !compares.test(sentence);
  }
  // With a capital it may be of a name (`Los`) or a title, but not where nothing else stands behind the stop.
  return isDangling(word) || word === sentence;
}

function mayEndInside(code: number): boolean {
  const lowerCase = code | 0x20;
  const isLetter = lowerCase >= 0x61 && lowerCase <= 0x7a;
  return isLetter || code > 0x7f || code === commaCode || code === colonCode;
}

function announces(text: string): boolean {
  const end = text.slice(-lookBackUnits);
  const line = end.slice(end.lastIndexOf('\n') + 1);
  return !announcesNothing.test(line) && wordsOf(line) >= leastWordsToColon;
}

function lastWordOf(text: string): string {
  const end = text.slice(-longestWordUnits);
  return end.slice(Math.max(end.lastIndexOf(' '), end.lastIndexOf('\n')) + 1);
}

function isDangling(word: string): boolean {
  return (
    danglingWords.has(word) ||
    prepositions.has(word) ||
    conjunctions.has(word) ||
    wordsOfShortEnds.has(word)
  );
}

function isLongToComma(sentence: string): boolean {
  return opensSentence.test(sentence) && isCutAtComma(sentence, leastWordsToComma);
}

function isLongToWord(sentence: string, word: string): boolean {
  if (wordsOf(sentence) < leastWordsAlone) return false;
  if (conjunctions.has(word) || isOneOfItsLine(sentence)) return true;
  return (
    wordsOfNoEnd.has(word) && opensSentence.test(sentence) && !mayEndInPreposition.test(sentence)
  );
}

/** Whether no other word stands in the last line, behind its bullet or number: `3. The` */
function isOneOfItsLine(text: string): boolean {
  return /\n[^\p{L}\n]*\S+$/u.test(text.slice(-longestWordUnits * 2));
}

function isCutAtComma(sentence: string, leastWords: number): boolean {
  if (/\p{L}[，、]$/u.test(sentence)) return true;
  // A step of a calculation may end so too.
  const isOfWords = /[\p{L}\p{N}][,،]$/u.test(sentence) && !sentence.includes('=');
  return isOfWords && wordsOf(sentence) >= leastWords;
}

function wordsOf(text: string): number {
  return text.split(/\s+/u).length;
}
