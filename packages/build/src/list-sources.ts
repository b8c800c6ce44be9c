import { adaptRow } from '@llamaforge/adapters';
import type { IgnoredFile } from '@llamaforge/manifest';
import { DamagedFileError } from '@llamaforge/schema';
import { detectFormat, readRows } from '@llamaforge/shards';
import { findInputFiles, type InputFile } from './input-files.ts';
import type { MergePlan } from './merge-options.ts';
import { mappingOf } from './mapping-of.ts';

/** What an input file holds, told from all its rows. */
export interface SourceListing {
  readonly path: string;
  readonly source: string;
  readonly bytes: number;
  /** as in `jsonl`, `json_array.gzip`; undefined where the file is damaged */
  readonly format: string | undefined;
  /** records and rejected rows */
  readonly rows: number;
  /** rows by shape; rejected rows under `rejected` */
  readonly shapes: Readonly<Record<string, number>>;
  readonly cap: number | undefined;
  readonly license: string | undefined;
  readonly damage: string | undefined;
}

/** The files a merge with this plan would read, each with what it holds, and those it would leave. */
export async function listSources(
  plan: MergePlan,
  signal?: AbortSignal,
): Promise<{
  readonly sources: readonly SourceListing[];
  readonly ignored: readonly IgnoredFile[];
}> {
  const { inputs, ignored } = findInputFiles(plan);
  const sources: SourceListing[] = [];
  for (const input of inputs) sources.push(await listSource(input, signal));
  return { sources, ignored };
}

async function listSource(
  input: InputFile,
  signal: AbortSignal | undefined,
): Promise<SourceListing> {
  const { name: path, source, bytes, settings } = input;
  const shapes = new Map<string, number>();
  const listing = { path, source, bytes, cap: settings.cap, license: input.license };
  const mapping = mappingOf(input);
  let format: string | undefined;
  let damage: string | undefined;
  try {
    const detected = await detectFormat(input.path, { signal });
    const { compression } = detected;
    format = compression === 'none' ? detected.format : `${detected.format}.${compression}`;
    for await (const row of readRows(input.path, detected, { signal })) {
      if (row.kind === 'broken') count(shapes, 'rejected');
      if (row.kind !== 'row') continue;
      for (const adapted of adaptRow(row.value, mapping)) {
        count(shapes, adapted.kind === 'record' ? adapted.shape : 'rejected');
      }
    }
  } catch (error) {
    if (!(error instanceof DamagedFileError)) throw error;
    damage = error.detail;
  }
  const rows = [...shapes.values()].reduce((sum, shapeRows) => sum + shapeRows, 0);
  return { ...listing, format, rows, shapes: Object.fromEntries(shapes), damage };
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
