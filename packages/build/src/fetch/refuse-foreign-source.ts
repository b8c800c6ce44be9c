import type { Card } from '@llamaforge/profiles';
import { CorpusError, recordSchema } from '@llamaforge/schema';
import { closeSync, existsSync, openSync, readSync } from 'node:fs';

// A first line that is longer than this is compared no further, and is taken for a user's.
const mostLineBytes = 4 * 1024 * 1024;

/** Throws CorpusError where a fetch would replace a file that no fetch wrote: one whose first row is not of this source. */
export function refuseForeignSource(
  path: string,
  { card, known }: { readonly card: Card; readonly known: string | undefined },
): void {
  if (known !== undefined || !existsSync(path)) return;
  const line = readFirstLine(path);
  if (line === '' || isRecordOf(line, card.source ?? card.name)) return;
  throw new CorpusError(
    `${path} exists and was not written by a fetch of ${card.name}, so it is not replaced. Move it away, or fetch into another folder with --out.`,
  );
}

function readFirstLine(path: string): string {
  const bytes = Buffer.alloc(mostLineBytes);
  const descriptor = openSync(path, 'r');
  try {
    const read = bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, 0));
    const end = read.indexOf(0x0a);
    return read.toString('utf8', 0, end === -1 ? read.length : end);
  } finally {
    closeSync(descriptor);
  }
}

function isRecordOf(line: string, source: string): boolean {
  try {
    const parsed = recordSchema.safeParse(JSON.parse(line));
    return parsed.success && parsed.data._source === source;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
