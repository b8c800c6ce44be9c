import type { LockedSource } from '@llamaforge/fetchers';
import type { Card } from '@llamaforge/profiles';
import { CorpusError, readErrorOf } from '@llamaforge/schema';
import { hashFile } from '@llamaforge/shards';
import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { z } from 'zod';
import type { SourceOutputPaths } from './source-output.ts';

/**
 * Throws CorpusError where a fetch would replace a file that no fetch wrote: records or pairs that are not those the
 * lock names, and whose first row is not of this source.
 */
export async function refuseForeignSource(
  paths: SourceOutputPaths,
  { card, locked }: { readonly card: Card; readonly locked: LockedSource },
): Promise<void> {
  const files = [
    { path: paths.records, known: locked.output?.sha256 },
    ...(card.preferences === true
      ? [{ path: paths.preferences, known: locked.preferences?.sha256 }]
      : []),
  ];
  for (const { path, known } of files) {
    if (!existsSync(path) || isOfSource(path, card.source ?? card.name)) continue;
    if (known !== undefined && (await hashFile(path)).sha256 === known) continue;
    throw new CorpusError(
      `${path} exists and was not written by a fetch of ${card.name}, so it is not replaced. Move it away, or fetch into another folder with --out or --preferences.`,
    );
  }
}

// A first line that is longer than this is compared no further, and is taken for a user's.
const mostLineBytes = 4 * 1024 * 1024;

const ownRow = z.union([
  z.strictObject({
    instruction: z.string(),
    input: z.string(),
    output: z.string(),
    _category: z.string(),
    _source: z.string(),
  }),
  z.strictObject({
    prompt: z.string(),
    chosen: z.string(),
    rejected: z.string(),
    category: z.string(),
    source: z.string(),
  }),
]);

/** Whether a file is empty or its first row is one that a fetch writes of this source. */
function isOfSource(path: string, source: string): boolean {
  const line = readFirstLine(path);
  if (line === '') return true;
  try {
    const parsed = ownRow.safeParse(JSON.parse(line));
    if (!parsed.success) return false;
    return ('_source' in parsed.data ? parsed.data._source : parsed.data.source) === source;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

function readFirstLine(path: string): string {
  const bytes = Buffer.alloc(mostLineBytes);
  try {
    const descriptor = openSync(path, 'r');
    try {
      const read = bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, 0));
      const end = read.indexOf(0x0a);
      return read.toString('utf8', 0, end === -1 ? read.length : end);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw readErrorOf(error, path);
  }
}
