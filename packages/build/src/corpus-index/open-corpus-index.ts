import { indexedTags } from '@llamaforge/quality';
import { ChangedFileError, CorpusError, digestOfLine, type DigestKey } from '@llamaforge/schema';
import { isSameStamp, makeFolder, readLines, readStamp, type FileStamp } from '@llamaforge/shards';
import { createHash } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { CorpusIndex } from './corpus-index.ts';
import { IndexWriter } from './index-writer.ts';
import { recordOfLine } from './record-of-line.ts';
import { isBeingWritten } from './temporary-name.ts';

/** What an index is asked for. */
export interface IndexRequest {
  readonly corpus: string;
  readonly stateFolder: string;
  readonly key: DigestKey;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: IndexProgress) => void) | undefined;
}

/** How far the reading of a corpus is. */
export interface IndexProgress {
  readonly bytes: number;
  readonly totalBytes: number;
  readonly rows: number;
}

/**
 * The index of a corpus: the one that is there if the file is as it was, else made by reading every row. Throws
 * CorpusError for a line that is not as `merge` writes it, ChangedFileError where the file changes meanwhile.
 */
export async function openCorpusIndex(request: IndexRequest): Promise<CorpusIndex> {
  const { corpus, stateFolder, key } = request;
  const path = indexPath(stateFolder, corpus);
  const stamp = await readStamp(corpus);
  const known = CorpusIndex.open(path);
  if (known !== undefined && isIndexOf(known, stamp, key)) return known;
  makeFolder(dirname(path));
  await removeStale(dirname(path));
  await writeIndex(path, stamp, request);
  const made = CorpusIndex.open(path);
  if (made === undefined) throw new Error(`the index ${path} cannot be read back`);
  return made;
}

/** Where the index of a corpus lies; the same name wherever the two lie together. */
export function indexPath(stateFolder: string, corpus: string): string {
  const below = relative(stateFolder, corpus);
  const name = createHash('sha1').update(below).digest('hex').slice(0, 16);
  return join(stateFolder, 'index', `${name}.rows`);
}

function isIndexOf({ footer }: CorpusIndex, stamp: FileStamp, key: DigestKey): boolean {
  return (
    isSameStamp(footer.stamp, stamp) &&
    footer.key === key &&
    footer.tags.join() === indexedTags.join()
  );
}

/** Removes what no corpus needs any more: indexes of files that are gone or have changed, and what a killed run left. */
async function removeStale(folder: string): Promise<void> {
  for (const name of readdirSync(folder)) {
    if (isBeingWritten(name)) continue;
    const path = join(folder, name);
    const footer = CorpusIndex.open(path)?.footer;
    if (footer === undefined || !(await isCurrent(footer.corpus, footer.stamp))) {
      rmSync(path, { force: true });
    }
  }
}

async function isCurrent(corpus: string, stamp: FileStamp): Promise<boolean> {
  try {
    return isSameStamp(stamp, await readStamp(corpus));
  } catch (error) {
    if (error instanceof CorpusError) return false;
    throw error;
  }
}

async function writeIndex(path: string, stamp: FileStamp, request: IndexRequest): Promise<void> {
  const { corpus, key, signal, onProgress } = request;
  using writer = IndexWriter.create(path, key);
  const hash = createHash('sha256');
  const totalBytes = Number(stamp.size);
  let bytes = 0;
  let line = 0;
  const onChunk = (chunk: Uint8Array): void => {
    hash.update(chunk);
    bytes += chunk.length;
    onProgress?.({ bytes, totalBytes, rows: line });
  };
  for await (const lines of readLines(corpus, { signal, onChunk })) {
    for (const text of lines) {
      line += 1;
      const record = recordOfLine(text);
      const digest = record === undefined ? undefined : digestOfLine(text, key);
      if (record === undefined || digest === undefined) throw foreignLine(corpus, line);
      writer.add(record, text, digest);
    }
  }
  if (!isSameStamp(stamp, await readStamp(corpus))) throw new ChangedFileError(corpus);
  writer.finish({ path: corpus, stamp, sha256: hash.digest('hex'), distinct: false });
}

function foreignLine(corpus: string, line: number): CorpusError {
  return new CorpusError(
    `${corpus}:${String(line)} is not a row as \`llamaforge merge\` writes it. Merge the file first: llamaforge merge --input ${corpus}.`,
  );
}
