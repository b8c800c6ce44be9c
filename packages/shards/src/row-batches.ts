import type { FileFormat } from './file-format.ts';
import type { FileRow } from './file-row.ts';
import { JsonCursor } from './json-cursor.ts';
import { lineRow } from './json-lines.ts';
import { jsonRow } from './json-row.ts';
import { cutElements } from './json-structure.ts';
import { readBytes } from './read-bytes.ts';
import type { ReadOptions } from './read-file-chunks.ts';
import { cutLines } from './read-lines.ts';

/** Rows of a file as bytes, some hundreds at a time, so that they can be parsed on another thread. */
export interface RowBatch {
  /** the rows one after the other; it may be transferred */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** where in `bytes` each row ends */
  readonly ends: Uint32Array<ArrayBuffer>;
  /** the number of the first one, from 1 */
  readonly firstLine: number;
  readonly kind: 'lines' | 'elements';
}

/** Whether a format's rows can be cut without being parsed. */
export function canBatch({ format }: FileFormat): boolean {
  return format === 'jsonl' || format === 'json_array';
}

// Some hundred rows: what a thread is told costs little beside them, and few are wasted beyond a cap.
const batchBytes = 256 * 1024;

/** The rows of a file of a format that `canBatch`, in order; damage is thrown as `readRows` does. */
export async function* readRowBatches(
  path: string,
  format: FileFormat,
  options: ReadOptions = {},
): AsyncGenerator<RowBatch, void, undefined> {
  const chunks = readBytes(path, format.compression, options);
  const kind = format.format === 'jsonl' ? 'lines' : 'elements';
  const slices = kind === 'lines' ? cutLines(path, chunks) : cutArray(path, chunks);
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let firstLine = 1;
  for await (const cut of slices) {
    for (const slice of cut) {
      pending.push(slice);
      pendingBytes += slice.length;
    }
    if (pendingBytes < batchBytes) continue;
    yield batchOf(pending, { firstLine, kind });
    firstLine += pending.length;
    pending = [];
    pendingBytes = 0;
  }
  if (pending.length > 0) yield batchOf(pending, { firstLine, kind });
}

/** The rows of a batch, as `readRows` gives them. */
export function* parseRowBatch(batch: RowBatch): Generator<FileRow, void, undefined> {
  const bytes = Buffer.from(batch.bytes.buffer, batch.bytes.byteOffset, batch.bytes.byteLength);
  const parse = batch.kind === 'lines' ? lineRow : jsonRow;
  let start = 0;
  for (const [index, end] of batch.ends.entries()) {
    yield parse(bytes.subarray(start, end), batch.firstLine + index);
    start = end;
  }
}

async function* cutArray(
  path: string,
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<readonly Buffer[], void, undefined> {
  const cursor = new JsonCursor(path, chunks);
  try {
    for await (const element of cutElements(cursor)) yield [element];
    await cursor.expectEnd();
  } finally {
    await cursor.close();
  }
}

function batchOf(
  slices: readonly Buffer[],
  { firstLine, kind }: Pick<RowBatch, 'firstLine' | 'kind'>,
): RowBatch {
  const ends = new Uint32Array(slices.length);
  let end = 0;
  for (const [index, slice] of slices.entries()) {
    end += slice.length;
    ends[index] = end;
  }
  const bytes = new Uint8Array(end);
  for (const [index, slice] of slices.entries())
    bytes.set(slice, (ends[index] ?? 0) - slice.length);
  return { bytes, ends, firstLine, kind };
}
