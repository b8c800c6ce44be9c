import { partitions, wordsPerRow, type SpillReader } from './spill-file.ts';

/** Rows of neighbouring digests: those whose first 32 bits, as a number, are from `from` on and below `until`. */
export interface PrefixSpan {
  readonly from: number;
  readonly until: number;
  readonly rows: number;
}

/** Buckets of prefixes, each as wide as the others, and how many rows are in each. */
interface Buckets {
  readonly from: number;
  readonly width: number;
  readonly counts: ArrayLike<number>;
}

const prefixesPerPartition = 2 ** 32 / partitions;

/**
 * Cuts all rows into spans of at most `mostRows`, in the order of their digests; only a span of a single prefix can
 * have more, where one record stands that often.
 */
export function* spansOf(
  reader: SpillReader,
  mostRows: number,
): Generator<PrefixSpan, void, undefined> {
  const counts = reader.spilled.map(({ rows }) => rows);
  yield* divide(reader, { from: 0, width: prefixesPerPartition, counts }, mostRows);
}

/** The first 32 bits of the row's digest whose words begin at `at`, as a number. */
export function prefixAt(words: Uint32Array, at: number): number {
  return swapped(words[at] ?? 0);
}

/** A word with its bytes the other way round: digests ascend by their first byte, numbers by their last. */
export function swapped(word: number): number {
  return ((word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24)) >>> 0;
}

/** The partitions in which a span's rows lie, first and last. */
export function partitionsOf({ from, until }: PrefixSpan): readonly [number, number] {
  return [partitionOf(from), partitionOf(until - 1)];
}

function* divide(
  reader: SpillReader,
  { from, width, counts }: Buckets,
  mostRows: number,
): Generator<PrefixSpan, void, undefined> {
  let start = from;
  let rows = 0;
  for (let bucket = 0; bucket < counts.length; bucket += 1) {
    const count = counts[bucket] ?? 0;
    const here = from + bucket * width;
    if (rows + count <= mostRows) {
      rows += count;
      continue;
    }
    if (rows > 0) yield { from: start, until: here, rows };
    start = here;
    rows = count;
    if (count <= mostRows) continue;
    if (width === 1) yield { from: here, until: here + 1, rows };
    else yield* divide(reader, countBuckets(reader, here, width / partitions), mostRows);
    start = here + width;
    rows = 0;
  }
  if (rows > 0) yield { from: start, until: from + counts.length * width, rows };
}

/** Counts the rows of as many buckets as there are partitions, all of one partition. */
function countBuckets(reader: SpillReader, from: number, width: number): Buckets {
  const counts = new Float64Array(partitions);
  for (const words of reader.read(partitionOf(from))) {
    for (let at = 0; at < words.length; at += wordsPerRow) {
      const bucket = Math.floor((prefixAt(words, at) - from) / width);
      if (bucket >= 0 && bucket < partitions) counts[bucket] = (counts[bucket] ?? 0) + 1;
    }
  }
  return { from, width, counts };
}

function partitionOf(prefix: number): number {
  return Math.floor(prefix / prefixesPerPartition);
}
