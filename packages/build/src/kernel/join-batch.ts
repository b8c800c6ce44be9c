import { parseRowBatch, type FileRow, type RowBatch } from '@llamaforge/shards';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Writes a batch's rows as lines and gives how many bytes they are; undefined where the target is too short. A line feed
 * within a row becomes a carriage return, which means the same to JSON, so the rows themselves are to be had from the batch.
 */
export function joinBatch({ bytes, ends }: RowBatch, target: Buffer): number | undefined {
  const total = bytes.length + ends.length;
  if (total > target.length) return undefined;
  let start = 0;
  let at = 0;
  for (const end of ends) {
    target.set(bytes.subarray(start, end), at);
    const row = target.subarray(at, at + end - start);
    for (let feed = row.indexOf(lineFeed); feed !== -1; feed = row.indexOf(lineFeed, feed + 1)) {
      row[feed] = carriageReturn;
    }
    at += row.length;
    target[at] = lineFeed;
    at += 1;
    start = end;
  }
  return total;
}

/** The `index`-th row of a batch. */
export function parseBatchRow(batch: RowBatch, index: number): FileRow {
  const start = index === 0 ? 0 : (batch.ends[index - 1] ?? 0);
  const end = batch.ends[index] ?? 0;
  const one = {
    ...batch,
    bytes: batch.bytes.subarray(start, end),
    ends: Uint32Array.of(end - start),
    firstLine: batch.firstLine + index,
  };
  for (const row of parseRowBatch(one)) return row;
  throw new RangeError(`the batch has no row ${String(index)}`);
}
