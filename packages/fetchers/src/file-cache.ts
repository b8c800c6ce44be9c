import { closeSync, createReadStream, fsyncSync, openSync, renameSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readErrorOf, writeErrorOf } from '@llamaforge/schema';
import { hashFor, type RemoteFile } from './remote-file.ts';

const knownExtension = /(?:\.(?:jsonl|ndjson|json|csv|tsv|parquet|ya?ml))?(?:\.(?:gz|zst))?$/u;

/**
 * Where a file is kept once it is whole: under its digest, so that no path of the Hub becomes one of the disk, and an
 * equal file of another commit is the same. Its known extensions stay, by which readers tell formats.
 */
export function cachedFilePath(cacheFolder: string, { path, digest }: RemoteFile): string {
  const [extension = ''] = knownExtension.exec(path.toLowerCase()) ?? [];
  return join(cacheFolder, `${digest.hex}${extension}`);
}

/** Whether the whole file is in the cache, by its size; its bytes are checked when it is asked for. */
export function isCached(cacheFolder: string, file: RemoteFile): boolean {
  const path = cachedFilePath(cacheFolder, file);
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    return found?.isFile() === true && found.size === file.bytes;
  } catch (error) {
    throw readErrorOf(error, path);
  }
}

/** Whether the bytes at `path` are the listed ones; reads all of them. */
export async function hasListedBytes(
  path: string,
  file: RemoteFile,
  signal?: AbortSignal,
): Promise<boolean> {
  const hash = hashFor(file);
  try {
    const chunks: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: 1024 * 1024 });
    for await (const chunk of chunks) {
      signal?.throwIfAborted();
      hash.update(chunk);
    }
  } catch (error) {
    throw readErrorOf(error, path);
  }
  return hash.digest('hex') === file.digest.hex;
}

/** Makes the cache's folder where it is missing. */
export async function makeCacheFolder(cacheFolder: string): Promise<void> {
  try {
    await mkdir(cacheFolder, { recursive: true });
  } catch (error) {
    throw writeErrorOf(error, cacheFolder);
  }
}

/** Gives a synced file its name; the folder is synced too, so that the name outlives a power cut. */
export function renameWhole(from: string, to: string): void {
  try {
    renameSync(from, to);
    // Windows opens no folders, and keeps their entries by itself.
    if (process.platform === 'win32') return;
    const folder = openSync(dirname(to), 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  } catch (error) {
    throw writeErrorOf(error, to);
  }
}
