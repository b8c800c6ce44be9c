import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { adaptRow } from '@llamaforge/adapters';
import { detectFormat, readRows } from '@llamaforge/shards';
import type { LabelledRow } from './labelled-row.ts';
import { labelledSets, type LabelledSet } from './labelled-sets.ts';

/** Reads every labelled set that lies in the folder, as the merge would, and names those that are missing on the way. */
export async function loadLabelledRows(
  folder: string,
  onMissing: (file: string) => void,
): Promise<readonly LabelledRow[]> {
  const rows: LabelledRow[] = [];
  for (const set of labelledSets) {
    for (const file of set.files.flatMap((pattern) => expand(folder, pattern))) {
      if (existsSync(join(folder, `${file}.gz`))) rows.push(...(await rowsOf(set, folder, file)));
      else onMissing(file);
    }
  }
  return rows;
}

/** Files that a pattern with `*` in its last part names; the pattern itself where it has none. */
function expand(folder: string, pattern: string): readonly string[] {
  const [before, behind] = basename(pattern).split('*');
  const parent = dirname(pattern);
  if (before === undefined || behind === undefined || !existsSync(join(folder, parent))) {
    return [pattern];
  }
  return readdirSync(join(folder, parent))
    .filter((name) => name.startsWith(before) && name.endsWith(`${behind}.gz`))
    .sort()
    .map((name) => `${parent}/${name.slice(0, -'.gz'.length)}`);
}

async function rowsOf(
  set: LabelledSet,
  folder: string,
  file: string,
): Promise<readonly LabelledRow[]> {
  const found: LabelledRow[] = [];
  let row = 0;
  for await (const raw of rawRows(set, join(folder, `${file}.gz`))) {
    row++;
    for (const value of set.rows?.(raw, { folder, file }) ?? [raw]) {
      for (const adapted of adaptRow(value)) {
        if (adapted.kind !== 'record') continue;
        const { text } = adapted;
        const label = typeof set.label === 'string' ? set.label : set.label(text, raw, row);
        const family = typeof set.family === 'string' ? set.family : set.family(row);
        if (label !== undefined) found.push({ family, file, label, text });
      }
    }
  }
  return found;
}

async function* rawRows(set: LabelledSet, path: string): AsyncGenerator<unknown, void, undefined> {
  if (set.open !== undefined) {
    yield* set.open(gunzipSync(readFileSync(path)));
    return;
  }
  for await (const row of readRows(path, await detectFormat(path))) {
    if (row.kind === 'row') yield row.value;
  }
}
