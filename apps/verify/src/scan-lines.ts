import { LineSplitter } from './line-splitter.ts';
import { readChunks, type Reading } from './read-chunks.ts';
import { type SegmentCounter } from './segment-counter.ts';

/** Takes the lines of a file, one by one, each valid until it returns; undefined stands for a line too long to hold. */
export interface LineChecker {
  checkLine(line: Buffer | undefined): void;
  checkEnd(end: { readonly hasLineFeed: boolean }): void;
}

/** What one pass over a file feeds. */
export interface LineScan {
  readonly path: string;
  readonly what: string;
  readonly segments: SegmentCounter;
  readonly lines: LineChecker;
}

/** Reads a file once, from its first byte to its last, in bounded memory; hashes and lines come from the same bytes. */
export async function scanLines(
  { path, what, segments, lines }: LineScan,
  reading: Reading,
): Promise<void> {
  let rows = 0;
  const splitter = new LineSplitter((line, end) => {
    rows += 1;
    lines.checkLine(line);
    segments.addLine(end);
  });
  for await (const { chunk, bytesTotal } of readChunks(path, reading)) {
    segments.addBytes(chunk);
    splitter.push(chunk);
    reading.onProgress({ what, bytesDone: segments.bytes, bytesTotal, rows });
  }
  lines.checkEnd({ hasLineFeed: !splitter.end() });
}
