import { gunzip, unzstd } from './decompress.ts';
import type { CompressionName } from './file-format.ts';
import { readFileChunks, type ReadOptions } from './read-file-chunks.ts';

/** A file's content in chunks, decompressed. `onBytes` counts the bytes on the disk, so that they add up to the file's size. */
export function readBytes(
  path: string,
  compression: CompressionName,
  options: ReadOptions = {},
): AsyncGenerator<Buffer, void, undefined> {
  const chunks = readFileChunks(path, options);
  switch (compression) {
    case 'none':
      return chunks;
    case 'gzip':
      return gunzip(path, chunks);
    case 'zstd':
      return unzstd(path, chunks);
  }
}
