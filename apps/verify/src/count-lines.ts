import { readChunks, type Reading } from './read-chunks.ts';

const LINE_FEED = 0x0a;

/** Lines of a file, a last one without LF among them; throws FileAccessError. */
export async function countLines(path: string, reading: Reading): Promise<number> {
  let lines = 0;
  let endsInLine = false;
  for await (const { chunk } of readChunks(path, reading)) {
    for (let at = chunk.indexOf(LINE_FEED); at !== -1; at = chunk.indexOf(LINE_FEED, at + 1)) {
      lines += 1;
    }
    endsInLine = chunk.at(-1) !== LINE_FEED;
  }
  return endsInLine ? lines + 1 : lines;
}
