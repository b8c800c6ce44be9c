/** The words of a text, which stand between blanks of ASCII. It is overwritten by the next text. */
export interface TextWords {
  /** the text as UTF-8, and how much of it there is */
  readonly bytes: Buffer;
  readonly size: number;
  /** Of each word where it begins, where it ends (exclusive), in bytes, and a hash of 32 bits. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly hashes: Int32Array;
  readonly count: number;
  /** the first word of each line that has one */
  readonly lines: readonly number[];
  /** the first word of each paragraph; a blank line stands between two */
  readonly paragraphs: readonly number[];
}

/** As many bytes of a text are read; what follows in a longer one changes its shares little. */
export const longestText = 0x8000;
/** The most words that may stand in them. */
export const mostWords = longestText / 2;

const lineFeed = 0x0a;
const space = 0x20;
// FNV-1a's.
const hashBasis = 0x811c9dc5;
const hashPrime = 0x01000193;

// Kept from one text to the next: allocating them costs more than all that is done with them.
const bytes = Buffer.alloc(longestText);
const starts = new Int32Array(mostWords);
const ends = new Int32Array(mostWords);
const hashes = new Int32Array(mostWords);

/** Finds the words of a text without making a string of any. */
export function textWords(text: string): TextWords {
  const size = bytes.write(text);
  const lines: number[] = [];
  const paragraphs: number[] = [];
  let count = 0;
  // The first word opens a paragraph, as one behind a blank line does.
  let lineFeeds = 2;
  for (let at = 0; at < size; at += 1) {
    const byte = bytes[at] ?? space;
    if (byte <= space) {
      if (byte === lineFeed) lineFeeds += 1;
      continue;
    }
    if (lineFeeds > 0) {
      lines.push(count);
      if (lineFeeds > 1) paragraphs.push(count);
      lineFeeds = 0;
    }
    starts[count] = at;
    at = readWord(at, size, count);
    count += 1;
  }
  return { bytes, size, starts, ends, hashes, count, lines, paragraphs };
}

/** Notes the word that begins at a place, and gives its last byte's. */
function readWord(start: number, size: number, index: number): number {
  let hash = hashBasis;
  let at = start;
  for (; at < size; at += 1) {
    const byte = bytes[at] ?? space;
    if (byte <= space) break;
    hash = Math.imul(hash ^ byte, hashPrime);
  }
  ends[index] = at;
  hashes[index] = hash;
  return at - 1;
}
