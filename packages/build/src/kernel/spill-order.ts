import { wordsPerRow, type SpillReader } from './spill-file.ts';
import { partitionsOf, prefixAt, spansOf, swapped, type PrefixSpan } from './spill-spans.ts';

/** Words of a digest. */
export const digestWords = 5;

/** Rows in the order of their digests, those of one digest as they were read. */
export interface OrderedRows {
  readonly words: Uint32Array;
  /** where each row's words begin */
  readonly positions: Uint32Array;
  readonly count: number;
}

/** What a row that is sorted takes beside the sort's own copy of its key: its key, its words, its position. */
export const sortedBytesPerRow = 8 + wordsPerRow * 4 + 4;

/** The most rows that can be sorted at once: a prefix of 32 bits and a row's place have room in an exact double. */
export const mostSortedRows = 2 ** 21;

/** Memory to sort in: `sortedBytesPerRow` a row, from `at` on, which is a multiple of 8. */
export interface SortingRoom {
  readonly buffer: ArrayBufferLike;
  readonly at: number;
  /** at most `mostSortedRows` */
  readonly rows: number;
}

/** All rows of a file by digest, as many sorted at once as there is room for; each piece is good until the next is asked for. */
export function* orderedRows(
  reader: SpillReader,
  room: SortingRoom,
): Generator<OrderedRows, void, undefined> {
  const sorter = new RowSorter(room);
  for (const span of spansOf(reader, room.rows)) {
    if (span.rows > room.rows) yield* repeatedRows(reader, span);
    else yield sorter.sort(reader, span);
  }
}

/** Sorts spans, one after the other in the same memory. */
class RowSorter {
  readonly #keys: Float64Array;
  readonly #words: Uint32Array;
  readonly #positions: Uint32Array;

  constructor({ buffer, at, rows }: SortingRoom) {
    const words = at + 8 * rows;
    this.#keys = new Float64Array(buffer, at, rows);
    this.#words = new Uint32Array(buffer, words, rows * wordsPerRow);
    this.#positions = new Uint32Array(buffer, words + rows * wordsPerRow * 4, rows);
  }

  sort(reader: SpillReader, span: PrefixSpan): OrderedRows {
    const words = this.#words;
    const positions = this.#positions;
    const count = readSpan(reader, span, words);
    const keys = this.#keys.subarray(0, count);
    for (let row = 0; row < count; row += 1) {
      keys[row] = prefixAt(words, row * wordsPerRow) * mostSortedRows + row;
    }
    // By machine words and without a comparison in JavaScript; places keep rows of one prefix in their order.
    keys.sort();
    let prefix = -1;
    for (let row = 0; row < count; row += 1) {
      const key = keys[row] ?? 0;
      const before = prefix;
      prefix = Math.floor(key / mostSortedRows);
      positions[row] = (key - prefix * mostSortedRows) * wordsPerRow;
      if (prefix === before) sink(words, positions, row);
    }
    return { words, positions, count };
  }
}

/** Copies a span's rows and gives how many there are. */
function readSpan(reader: SpillReader, span: PrefixSpan, target: Uint32Array): number {
  const [first, last] = partitionsOf(span);
  let end = 0;
  for (let partition = first; partition <= last; partition += 1) {
    for (const words of reader.read(partition)) {
      for (let at = 0; at < words.length; at += wordsPerRow) {
        const prefix = prefixAt(words, at);
        if (prefix < span.from || prefix >= span.until) continue;
        for (let word = 0; word < wordsPerRow; word += 1)
          target[end + word] = words[at + word] ?? 0;
        end += wordsPerRow;
      }
    }
  }
  return end / wordsPerRow;
}

/** Moves a row up to behind the last one whose digest is not above its own; hardly any is. */
function sink(words: Uint32Array, positions: Uint32Array, row: number): void {
  const position = positions[row] ?? 0;
  let hole = row;
  for (; hole > 0; hole -= 1) {
    const before = positions[hole - 1] ?? 0;
    if (compareDigests(words, before, position) <= 0) break;
    positions[hole] = before;
  }
  positions[hole] = position;
}

function compareDigests(words: Uint32Array, left: number, right: number): number {
  for (let word = 0; word < digestWords; word += 1) {
    const one = words[left + word] ?? 0;
    const other = words[right + word] ?? 0;
    if (one !== other) return swapped(one) - swapped(other);
  }
  return 0;
}

/** The rows of one prefix, which are too many to be sorted: digest by digest, for they are few. */
function* repeatedRows(
  reader: SpillReader,
  { from }: PrefixSpan,
): Generator<OrderedRows, void, undefined> {
  const [partition] = partitionsOf({ from, until: from + 1, rows: 0 });
  const digests = digestsOf(reader, partition, from);
  for (let from = 0; from < digests.length; from += digestWords) {
    const digest = digests.subarray(from, from + digestWords);
    for (const words of reader.read(partition)) {
      const positions = new Uint32Array(words.length / wordsPerRow);
      let count = 0;
      for (let at = 0; at < words.length; at += wordsPerRow) {
        if (!isDigestAt(words, at, digest)) continue;
        positions[count] = at;
        count += 1;
      }
      yield { words, positions, count };
    }
  }
}

/** The different digests of a prefix in their order, one after the other. */
function digestsOf(reader: SpillReader, partition: number, prefix: number): Uint32Array {
  const found: Uint32Array[] = [];
  for (const words of reader.read(partition)) {
    for (let at = 0; at < words.length; at += wordsPerRow) {
      if (prefixAt(words, at) !== prefix) continue;
      if (found.some((digest) => isDigestAt(words, at, digest))) continue;
      found.push(words.slice(at, at + digestWords));
    }
  }
  const all = Uint32Array.from(found.flatMap((digest) => [...digest]));
  const order = found.map((_, index) => index * digestWords);
  order.sort((left, right) => compareDigests(all, left, right));
  return Uint32Array.from(order.flatMap((at) => [...all.subarray(at, at + digestWords)]));
}

/** Whether the row whose words begin at `at` has this digest. */
export function isDigestAt(words: Uint32Array, at: number, digest: Uint32Array): boolean {
  return (
    words[at] === digest[0] &&
    words[at + 1] === digest[1] &&
    words[at + 2] === digest[2] &&
    words[at + 3] === digest[3] &&
    words[at + 4] === digest[4]
  );
}
