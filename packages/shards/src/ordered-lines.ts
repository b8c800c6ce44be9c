import { lineHeaderBytes, type LineBucket } from './line-bucket.ts';

/** A bucket that holds every line of the positions `first` to `first + count` (exclusive), each once. */
export interface PositionedLines {
  readonly bucket: LineBucket;
  readonly first: number;
  readonly count: number;
}

// A batch of views that is small beside the texts, whatever the lines' length.
const linesPerBatch = 1024;

/**
 * A bucket's lines by position, in batches of views of `memory` that hold until the next batch is asked for. A bucket
 * that is larger than `memory` is gathered line by line, so that no more than that, or the longest line, is held.
 */
export function* orderedLines(
  lines: PositionedLines,
  memory: Buffer,
): Generator<Buffer[], void, undefined> {
  if (lines.bucket.bytes <= memory.length) yield* fromWhole(lines, memory);
  else yield* gathered(lines, memory);
}

function* fromWhole(lines: PositionedLines, memory: Buffer): Generator<Buffer[], void, undefined> {
  const bytes = lines.bucket.whole(memory);
  const starts = new Uint32Array(lines.count);
  for (let at = 0; at < bytes.length;) {
    const start = at + lineHeaderBytes;
    starts[bytes.readUInt32LE(at) - lines.first] = start;
    at = start + bytes.readUInt32LE(at + 4);
  }
  let batch: Buffer[] = [];
  for (const [slot, start] of starts.entries()) {
    if (start === 0) throw missingLine(lines.first + slot);
    batch.push(bytes.subarray(start, start + bytes.readUInt32LE(start - 4)));
    if (batch.length === linesPerBatch) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

function* gathered(lines: PositionedLines, memory: Buffer): Generator<Buffer[], void, undefined> {
  const { starts, lengths } = findLines(lines);
  let batch: Buffer[] = [];
  let used = 0;
  for (const [slot, start] of starts.entries()) {
    if (start === 0) throw missingLine(lines.first + slot);
    const length = lengths[slot] ?? 0;
    if (batch.length === linesPerBatch || (batch.length > 0 && used + length > memory.length)) {
      yield batch;
      batch = [];
      used = 0;
    }
    const line =
      length > memory.length
        ? Buffer.allocUnsafeSlow(length)
        : memory.subarray(used, used + length);
    lines.bucket.read(start, line);
    batch.push(line);
    used += length;
  }
  yield batch;
}

function findLines({ bucket, first, count }: PositionedLines): {
  readonly starts: Float64Array;
  readonly lengths: Uint32Array;
} {
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
  return { starts, lengths };
}

function missingLine(position: number): Error {
  return new Error(`No line has position ${String(position)}: the positions are no permutation.`);
}
