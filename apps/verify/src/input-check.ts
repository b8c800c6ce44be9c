import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Manifest } from '@llamaforge/manifest';
import { FileAccessError } from '@llamaforge/schema';
import { describeAccessError } from './describe-access-error.ts';
import { ProblemTally } from './problem-tally.ts';
import { readChunks, type Reading } from './read-chunks.ts';
import { translateReadErrors } from './translate-read-errors.ts';

/** Reads every input that the manifest names, relative to its folder: each must be there, with the same bytes. */
export async function checkInputs(
  manifest: Manifest,
  folder: string,
  reading: Reading,
): Promise<ProblemTally> {
  const problems = new ProblemTally();
  for (const { path, bytes, sha256 } of manifest.inputs) {
    const found = await hashFile(resolve(folder, path), reading);
    if (found instanceof FileAccessError) {
      problems.add(() => describeAccessError(path, found));
      continue;
    }
    problems.compare(`${path}, bytes`, { stated: bytes, found: found.bytes });
    problems.compare(`${path}, sha256`, { stated: sha256, found: found.sha256 });
  }
  return problems;
}

/** Looks at every input's size alone: each must be there, with as many bytes. */
export async function checkInputSizes(manifest: Manifest, folder: string): Promise<ProblemTally> {
  const problems = new ProblemTally();
  for (const { path, bytes } of manifest.inputs) {
    const found = await measureFile(resolve(folder, path));
    if (found instanceof FileAccessError) problems.add(() => describeAccessError(path, found));
    else problems.compare(`${path}, bytes`, { stated: bytes, found });
  }
  return problems;
}

async function measureFile(path: string): Promise<number | FileAccessError> {
  try {
    return (await translateReadErrors(path, () => stat(path))).size;
  } catch (error) {
    if (error instanceof FileAccessError) return error;
    throw error;
  }
}

async function hashFile(
  path: string,
  reading: Reading,
): Promise<{ readonly bytes: number; readonly sha256: string } | FileAccessError> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const { chunk, bytesTotal } of readChunks(path, reading)) {
      hash.update(chunk);
      bytes += chunk.length;
      reading.onProgress({ what: 'inputs', bytesDone: bytes, bytesTotal, rows: 0 });
    }
  } catch (error) {
    if (error instanceof FileAccessError) return error;
    throw error;
  }
  return { bytes, sha256: hash.digest('hex') };
}
