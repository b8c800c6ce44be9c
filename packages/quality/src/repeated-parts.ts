import { HashCounts } from './hash-counts.ts';
import { mostWords, type TextWords } from './text-words.ts';

/** A word and one that stands behind it, or the same; both are part of it. */
export interface WordSpan {
  readonly first: number;
  readonly last: number;
}

/** What of a text stood in it before. */
export interface Repeated {
  /** parts that did */
  readonly parts: number;
  /** bytes of these, with the blanks between their words */
  readonly bytes: number;
  /** the first of them */
  readonly span: WordSpan;
}

/** The words that stand most often in a text together. */
export interface TopGram {
  readonly times: number;
  readonly span: WordSpan;
}

/** The run of so many words that stands most often in a text, and the longest of these. */
export function topGram(words: TextWords, length: number): TopGram {
  const grams = hashGrams(words, length);
  counts.clear(grams);
  let times = 0;
  let bytes = 0;
  let first = 0;
  for (let word = 0; word < grams; word += 1) {
    const timesOfGram = counts.add(gramHashes[word] ?? 0);
    if (timesOfGram < times) continue;
    const bytesOfGram = bytesOf(words, { first: word, last: word + length - 1 });
    if (timesOfGram === times && bytesOfGram <= bytes) continue;
    times = timesOfGram;
    bytes = bytesOfGram;
    first = word;
  }
  return { times, span: { first, last: first + length - 1 } };
}

/** The runs of so many words that stood in a text before; none of them overlap. */
export function repeatedGrams(words: TextWords, length: number): Repeated {
  const grams = hashGrams(words, length);
  counts.clear(grams);
  let repeated = none;
  for (let first = 0; first < grams; first += 1) {
    if (counts.add(gramHashes[first] ?? 0) === 1) continue;
    const last = first + length - 1;
    repeated = withPart(words, repeated, { first, last });
    first = last;
  }
  return repeated;
}

/** The lines or paragraphs that stood in a text before. */
export function repeatedLines(words: TextWords, lines: readonly WordSpan[]): Repeated {
  counts.clear(lines.length);
  let repeated = none;
  for (const line of lines) {
    const times = counts.add(hashOf(words, line));
    if (times > 1) repeated = withPart(words, repeated, line);
  }
  return repeated;
}

/** Bytes of a span, with the blanks between its words. */
export function bytesOf({ starts, ends }: TextWords, { first, last }: WordSpan): number {
  return (ends[last] ?? 0) - (starts[first] ?? 0);
}

const none: Repeated = { parts: 0, bytes: 0, span: { first: 0, last: 0 } };
// FNV-1's, odd, so that no bit of a word is lost.
const hashPrime = 0x01000193;
// Kept from one text to the next: allocating them costs more than all that is done with them.
const gramHashes = new Int32Array(mostWords);
const counts = new HashCounts(mostWords);

/** Fills `gramHashes` with the hash of each run of so many words, and gives how many there are. */
function hashGrams({ hashes, count }: TextWords, length: number): number {
  let powerOfFirst = 1;
  for (let word = 1; word < length; word += 1) powerOfFirst = Math.imul(powerOfFirst, hashPrime);
  let hash = 0;
  for (let word = 0; word < count; word += 1) {
    hash = (Math.imul(hash, hashPrime) + (hashes[word] ?? 0)) | 0;
    const first = word - length + 1;
    if (first < 0) continue;
    gramHashes[first] = hash;
    // The first word leaves the run, so that each costs the same however long it is.
    hash = (hash - Math.imul(hashes[first] ?? 0, powerOfFirst)) | 0;
  }
  return Math.max(0, count - length + 1);
}

function hashOf({ hashes }: TextWords, { first, last }: WordSpan): number {
  let hash = 0;
  for (let word = first; word <= last; word += 1) {
    hash = (Math.imul(hash, hashPrime) + (hashes[word] ?? 0)) | 0;
  }
  return hash;
}

function withPart(words: TextWords, { parts, bytes, span }: Repeated, part: WordSpan): Repeated {
  return {
    parts: parts + 1,
    bytes: bytes + bytesOf(words, part),
    span: parts === 0 ? part : span,
  };
}
