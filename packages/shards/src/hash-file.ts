import { createHash } from 'node:crypto';
import { readFileChunks, type ReadOptions } from './read-file-chunks.ts';

/** The size and SHA-256 (hex) of a file's bytes as they lie on the disk, compressed or not. */
export async function hashFile(
  path: string,
  options: ReadOptions = {},
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of readFileChunks(path, options)) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}
