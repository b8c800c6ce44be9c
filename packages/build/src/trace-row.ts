import { adaptRow, readRowTags } from '@llamaforge/adapters';
import {
  explainSqliteError,
  HashTable,
  RowFinder,
  type KeptRow,
  type RowFate,
  type RowPlace,
} from '@llamaforge/dedup';
import {
  CorpusError,
  digestKeys,
  digestOf,
  recordSchema,
  type DigestKey,
} from '@llamaforge/schema';
import { readRows } from '@llamaforge/shards';
import { dirname, relative, resolve, sep } from 'node:path';
import { z } from 'zod';
import { loadTreatment } from './treatment/treat-record.ts';
import { readTreatmentMeta } from './treatment/treatment-meta.ts';
import type { Treatment } from './treatment/treatment.ts';

/** Where a trace looks: a hash table knows its corpus, rejects and manifest. */
export interface TracePlaces {
  /** absolute */
  readonly database: string;
  /** the folder that a relative path in a query starts from */
  readonly workingFolder: string;
  readonly signal?: AbortSignal | undefined;
}

/** What a table notes of the merge that made it; paths absolute. */
interface TracedCorpus {
  readonly key: DigestKey;
  readonly treatment: Treatment;
  readonly output: string;
  readonly rejects: string;
  readonly manifest: string;
}

/** What was asked, as understood, and what became of the rows it means: at most 20; paths relative to the working folder. */
export interface TraceResult {
  readonly asked: 'digest' | 'place' | 'row' | 'text';
  readonly fates: readonly RowFate[];
  readonly mayHaveMore: boolean;
}

export type { RowFate } from '@llamaforge/dedup';

const mostFates = 20;

const givenRow = '(the row given)';

const jsonLines = { format: 'jsonl', compression: 'none' } as const;

const rejectedRowSchema = z.object({ file: z.string(), line: z.int(), reason: z.string() });

/**
 * Says what became of a row, asked by digest (8 hex digits or more), by `file:line`, as a JSON row, or by a text that
 * it holds. Throws CorpusError where there is no hash table.
 */
export async function traceRow(query: string, places: TracePlaces): Promise<TraceResult> {
  try {
    const { asked, fates, corpus } = await findFates(query, places);
    const here = (file: string): string =>
      relative(places.workingFolder, resolve(dirname(corpus.manifest), file));
    return {
      asked,
      fates: fates.map((fate) => renameFiles(fate, here)),
      mayHaveMore: fates.length === mostFates,
    };
  } catch (error) {
    throw explainSqliteError(error, places.database);
  }
}

async function findFates(
  query: string,
  { database, workingFolder, signal }: TracePlaces,
): Promise<Omit<TraceResult, 'mayHaveMore'> & { readonly corpus: TracedCorpus }> {
  const corpus = readTracedCorpus(database);
  using finder = new RowFinder(database);
  if (/^[0-9a-f]{8,40}$/iu.test(query)) {
    return { corpus, asked: 'digest', fates: finder.findByDigest(query, mostFates).map(asKept) };
  }
  const [, path, line] = /^(.+):(\d+)$/su.exec(query) ?? [];
  if (path !== undefined) {
    const named = relative(dirname(corpus.manifest), resolve(workingFolder, path));
    const place = { path, named: named.split(sep).join('/'), line: Number(line) };
    const fates = findPlace(finder, place);
    if (fates !== undefined) return { corpus, asked: 'place', fates: fates.slice(0, mostFates) };
  }
  if (query.trimStart().startsWith('{')) {
    return { corpus, asked: 'row', fates: await findRow(finder, query, corpus) };
  }
  return { corpus, asked: 'text', fates: await findText(finder, { text: query, corpus, signal }) };
}

function readTracedCorpus(database: string): TracedCorpus {
  using table = HashTable.open(database, { readonly: true });
  const at = (name: string): string =>
    resolve(dirname(database), table.reader.readMeta(name) ?? '');
  const made = table.reader.readMeta('key');
  return {
    key: digestKeys.find((key) => key === made) ?? 'exact',
    treatment: readTreatmentMeta((name) => table.reader.readMeta(name)),
    output: at('output'),
    rejects: at('rejects'),
    manifest: at('manifest_path'),
  };
}

/** What became of a line, the path as the manifest names it or else as it stands; undefined where no file is meant. */
function findPlace(
  finder: RowFinder,
  { path, named, line }: { readonly path: string; readonly named: string; readonly line: number },
): RowFate[] | undefined {
  const name = [named, path].find((candidate) => finder.hasFile(candidate));
  return name === undefined ? undefined : finder.findByPlace(name, line);
}

async function findRow(
  finder: RowFinder,
  query: string,
  { key, treatment }: TracedCorpus,
): Promise<RowFate[]> {
  let value: unknown;
  try {
    value = JSON.parse(query);
  } catch (error) {
    throw new CorpusError(
      `The row is not JSON: ${error instanceof Error ? error.message : String(error)}. Put it in single quotes for your shell.`,
      { cause: error },
    );
  }
  const evidence = {
    ...{ card: undefined, vote: undefined, sourceLanguage: undefined },
    tags: readRowTags(value),
  };
  const mend = await loadTreatment({ ...treatment, drop: [] });
  const treat = await loadTreatment(treatment);
  return adaptRow(value).flatMap((adapted): RowFate[] => {
    const mended = mend(adapted, evidence);
    if (mended.kind === 'record') {
      // Asked first: some tags go by what only the row's file tells, and what is kept was not dropped.
      const kept = finder.findByDigest(digestOf(mended.text, key), 1);
      if (kept.length > 0) return kept.map(asKept);
    }
    const row = treat(adapted, evidence);
    if (row.kind === 'record') return [];
    const reason = `${row.reason}: ${row.detail}`;
    return [{ fate: 'rejected', place: { file: givenRow, line: 1 }, reason }];
  });
}

/** Searches the corpus, then the rejects, line by line: texts are in no index. */
async function findText(
  finder: RowFinder,
  of: {
    readonly text: string;
    readonly corpus: TracedCorpus;
    readonly signal: AbortSignal | undefined;
  },
): Promise<RowFate[]> {
  const { text, corpus, signal } = of;
  const fates: RowFate[] = [];
  for (const path of [corpus.output, corpus.rejects]) {
    for await (const row of readRows(path, jsonLines, { signal })) {
      if (row.kind !== 'row' || !holdsText(row.value, text)) continue;
      fates.push(...fatesOfLine(finder, row.value, corpus.key));
      if (fates.length >= mostFates) return fates.slice(0, mostFates);
    }
  }
  return fates;
}

function fatesOfLine(finder: RowFinder, value: unknown, key: DigestKey): RowFate[] {
  const record = recordSchema.safeParse(value);
  if (record.success) return finder.findByDigest(digestOf(record.data, key), 1).map(asKept);
  const { file, line, reason } = rejectedRowSchema.parse(value);
  return [{ fate: 'rejected', place: { file, line }, reason }];
}

function holdsText(value: unknown, text: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((held) => typeof held === 'string' && held.includes(text));
}

/** The fate with files named as a user standing in the working folder names them. */
function renameFiles(fate: RowFate, here: (file: string) => string): RowFate {
  const rename = <T extends RowPlace>(place: T): T => ({ ...place, file: here(place.file) });
  switch (fate.fate) {
    case 'rejected':
      return fate.place.file === givenRow ? fate : { ...fate, place: rename(fate.place) };
    case 'duplicate':
      return { ...fate, place: rename(fate.place), row: renameKept(fate.row, rename) };
    case 'kept':
      return { ...fate, row: renameKept(fate.row, rename) };
  }
}

function renameKept(row: KeptRow, rename: <T extends RowPlace>(place: T) => T): KeptRow {
  return { ...rename(row), heldBy: row.heldBy.map(rename) };
}

function asKept(row: KeptRow): RowFate {
  return { fate: 'kept', row };
}
