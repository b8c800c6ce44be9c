import { lineHeaderBytes, type LineBucket } from './line-bucket.ts';

/** Lines one after another, each with its line feed; `ends[i]` is where the i-th ends in `bytes`. */
export interface LineBatch {
  readonly bytes: Buffer;
  readonly ends: Uint32Array;
}

/** A bucket that holds every line of the positions `first` to `first + count` (exclusive), each once. */
export interface PositionedLines {
  readonly bucket: LineBucket;
  readonly first: number;
  readonly count: number;
}

/** What lines are put in order with. */
export interface SortMemory {
  readonly buffer: Buffer;
  /** How much of the buffer is for a bucket; the rest is for a batch of its lines. */
  readonly bucketBytes: number;
}

const linesPerBatch = 1024;

/**
 * A bucket's lines by position, in batches that hold until the next one is asked for. A bucket that is larger than its
 * memory is gathered line by line, so that no more than that, or the longest line, is held.
 */
export function* orderedLines(
  lines: PositionedLines,
  memory: SortMemory,
): Generator<LineBatch, void, undefined> {
  const source =
    lines.bucket.bytes <= memory.bucketBytes ? wholeBucket(lines, memory) : spooledBucket(lines);
  const { buffer, bucketBytes } = memory;
  const ends = new Uint32Array(linesPerBatch);
  let lineCount = 0;
  let end = bucketBytes;
  for (let slot = 0; slot < lines.count; slot += 1) {
    const length = source.lengthOf(slot);
    if (length === 0) throw missingLine(lines.first + slot);
    const isLong = length > buffer.length - bucketBytes;
    if (lineCount > 0 && (lineCount === linesPerBatch || end + length > buffer.length)) {
      yield { bytes: buffer.subarray(bucketBytes, end), ends: ends.subarray(0, lineCount) };
      lineCount = 0;
      end = bucketBytes;
    }
    if (isLong) {
      yield { bytes: source.read(slot), ends: Uint32Array.of(length) };
    } else {
      source.copy(slot, buffer, end);
      end += length;
      ends[lineCount] = end - bucketBytes;
      lineCount += 1;
    }
  }
  if (lineCount > 0) {
    yield { bytes: buffer.subarray(bucketBytes, end), ends: ends.subarray(0, lineCount) };
  }
}

/** A bucket's lines by slot, their positions from 0; a line's length is never 0, with its line feed. */
interface LineSource {
  /** 0 where there is no such line. */
  lengthOf(slot: number): number;
  copy(slot: number, target: Buffer, at: number): void;
  read(slot: number): Buffer;
}

function wholeBucket(
  { bucket, first, count }: PositionedLines,
  { buffer }: SortMemory,
): LineSource {
  bucket.read(0, buffer.subarray(0, bucket.bytes));
  const numbers = new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
  const starts = new Uint32Array(count);
  for (let at = 0; at < bucket.bytes;) {
    const start = at + lineHeaderBytes;
    starts[numbers.getUint32(at, true) - first] = start;
    at = start + numbers.getUint32(at + 4, true);
  }
  const startOf = (slot: number): number => starts[slot] ?? 0;
  const lengthOf = (slot: number): number => {
    const start = startOf(slot);
    return start === 0 ? 0 : numbers.getUint32(start - 4, true);
  };
  return {
    lengthOf,
    // Within one buffer a copy needs no view of the line: a quarter of the time.
    copy(slot, target, at) {
      target.copyWithin(at, startOf(slot), startOf(slot) + lengthOf(slot));
    },
    read: (slot) => buffer.subarray(startOf(slot), startOf(slot) + lengthOf(slot)),
  };
}

function spooledBucket({ bucket, first, count }: PositionedLines): LineSource {
  const starts = new Float64Array(count);
  const lengths = new Uint32Array(count);
  const header = Buffer.alloc(lineHeaderBytes);
  for (let at = 0; at < bucket.bytes;) {
    bucket.read(at, header);
    const slot = header.readUInt32LE(0) - first;
    const length = header.readUInt32LE(4);
    starts[slot] = at + lineHeaderBytes;
    lengths[slot] = length;
    at += lineHeaderBytes + length;
  }
  const lengthOf = (slot: number): number => lengths[slot] ?? 0;
  const fill = (slot: number, target: Buffer): Buffer => {
    bucket.read(starts[slot] ?? 0, target);
    return target;
  };
  return {
    lengthOf,
    copy(slot, target, at) {
      fill(slot, target.subarray(at, at + lengthOf(slot)));
    },
    read: (slot) => fill(slot, Buffer.allocUnsafeSlow(lengthOf(slot))),
  };
}

function missingLine(position: number): Error {
  return new Error(`No line has position ${String(position)}: the positions are no permutation.`);
}
