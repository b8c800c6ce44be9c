import { detectFormat, hasReadableExtension, readRows } from '@llamaforge/shards';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** The files below a folder as JSON lines: those that are, as they stand, and of all others the rows as JSON. */
export async function* realLines(folder: string): AsyncGenerator<Buffer> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => hasReadableExtension(path))
    .toSorted();
  for (const path of paths) {
    const whole = join(folder, path);
    if (path.endsWith('.jsonl')) yield readFileSync(whole);
    else if (path.endsWith('.jsonl.gz')) yield gunzipSync(readFileSync(whole));
    else yield await rowsAsLines(whole);
  }
}

async function rowsAsLines(path: string): Promise<Buffer> {
  const lines: string[] = [];
  for await (const row of readRows(path, await detectFormat(path))) {
    if (row.kind === 'row') lines.push(`${JSON.stringify(row.value)}\n`);
  }
  return Buffer.from(lines.join(''));
}
