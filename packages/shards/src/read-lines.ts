import { LineSplitter } from './line-splitter.ts';
import { readFileChunks, type ReadOptions } from './read-file-chunks.ts';

/**
 * A file's lines without their line feeds, in order, all that end in one chunk at a time. Views of the chunk, good
 * for as long as they are held. `onChunk` sees the bytes before their lines are given.
 */
export async function* readLines(
  path: string,
  options: ReadOptions & { readonly onChunk?: ((chunk: Buffer) => void) | undefined } = {},
): AsyncGenerator<readonly Buffer[], void, undefined> {
  yield* cutLines(path, seenChunks(readFileChunks(path, options), options.onChunk));
}

/** All lines that end in a chunk at a time: a promise for each line would cost what its parsing does. */
export async function* cutLines(
  path: string,
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<readonly Buffer[], void, undefined> {
  const splitter = new LineSplitter(path);
  for await (const chunk of chunks) yield [...splitter.push(chunk)];
  const last = splitter.end();
  if (last !== undefined) yield [last];
}

async function* seenChunks(
  chunks: AsyncIterable<Buffer>,
  onChunk: ((chunk: Buffer) => void) | undefined,
): AsyncGenerator<Buffer, void, undefined> {
  for await (const chunk of chunks) {
    onChunk?.(chunk);
    yield chunk;
  }
}
