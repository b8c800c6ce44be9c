import { LineSplitter } from './line-splitter.ts';
import { readChunks, type Reading } from './read-chunks.ts';

/** Takes the lines of a file, one by one, each valid until it returns; undefined stands for a line too long to hold. */
export interface LineChecker {
  checkLine(line: Buffer | undefined): void;
  checkEnd(end: { readonly hasLineFeed: boolean }): void;
}

/** Counts a file while it is read: its bytes in order, and the offset after each line. */
export interface ByteCounter {
  readonly bytes: number;
  addBytes(chunk: Buffer): void;
  addLine(end: number): void;
}

/** What one pass over a file feeds. */
export interface LineScan {
  readonly path: string;
  readonly what: string;
  readonly counter: ByteCounter;
  readonly lines: LineChecker;
}

/** Reads a file once, from its first byte to its last, in bounded memory; hashes and lines come from the same bytes. */
export async function scanLines(
  { path, what, counter, lines }: LineScan,
  reading: Reading,
): Promise<void> {
  let rows = 0;
  const splitter = new LineSplitter((line, end) => {
    rows += 1;
    lines.checkLine(line);
    counter.addLine(end);
  });
  for await (const { chunk, bytesTotal } of readChunks(path, reading)) {
    counter.addBytes(chunk);
    splitter.push(chunk);
    reading.onProgress({ what, bytesDone: counter.bytes, bytesTotal, rows });
  }
  lines.checkEnd({ hasLineFeed: !splitter.end() });
}
