import { adaptRow } from '@llamaforge/adapters';
import {
  explainSqliteError,
  HashTable,
  RowFinder,
  type KeptRow,
  type RowFate,
} from '@llamaforge/dedup';
import {
  CorpusError,
  digestKeys,
  digestOf,
  recordSchema,
  type DigestKey,
} from '@llamaforge/schema';
import { readRows } from '@llamaforge/shards';
import { existsSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { z } from 'zod';

/** Where a trace looks; all paths absolute. */
export interface TracePlaces {
  readonly database: string;
  readonly output: string;
  readonly manifest: string;
  readonly rejects: string;
  /** the folder that a relative path in a query starts from */
  readonly workingFolder: string;
  readonly signal?: AbortSignal | undefined;
}

/** What was asked, as understood, and what became of the rows it means: at most 20. */
export interface TraceResult {
  readonly asked: 'digest' | 'place' | 'row' | 'text';
  readonly fates: readonly RowFate[];
  readonly mayHaveMore: boolean;
}

export type { RowFate } from '@llamaforge/dedup';

const mostFates = 20;

const jsonLines = { format: 'jsonl', compression: 'none' } as const;

const rejectedRowSchema = z.object({ file: z.string(), line: z.int(), reason: z.string() });

/**
 * Says what became of a row, asked by digest (8 hex digits or more), by `file:line`, as a JSON row, or by a text that
 * it holds. Throws CorpusError where there is no hash table.
 */
export async function traceRow(query: string, places: TracePlaces): Promise<TraceResult> {
  try {
    const found = await findFates(query, places);
    return { ...found, mayHaveMore: found.fates.length === mostFates };
  } catch (error) {
    throw explainSqliteError(error, places.database);
  }
}

async function findFates(
  query: string,
  places: TracePlaces,
): Promise<Omit<TraceResult, 'mayHaveMore'>> {
  const key = readKey(places.database);
  using finder = new RowFinder(places.database);
  if (/^[0-9a-f]{8,40}$/iu.test(query)) {
    const fates = finder.findByDigest(query, mostFates).map(asKept);
    if (fates.length > 0) return { asked: 'digest', fates };
  }
  const [, path, line] = /^(.+):(\d+)$/su.exec(query) ?? [];
  if (path !== undefined) {
    const fates = findPlace(finder, { path, line: Number(line) }, places);
    if (fates.length > 0) return { asked: 'place', fates: fates.slice(0, mostFates) };
  }
  if (query.trimStart().startsWith('{'))
    return { asked: 'row', fates: findRow(finder, query, key) };
  return { asked: 'text', fates: await findText(finder, { text: query, key }, places) };
}

function readKey(database: string): DigestKey {
  using table = HashTable.open(database, { readonly: true });
  const made = table.reader.readMeta('key');
  return digestKeys.find((key) => key === made) ?? 'exact';
}

/** The path as the manifest names it where it is a path from here, else as it stands. */
function findPlace(
  finder: RowFinder,
  { path, line }: { readonly path: string; readonly line: number },
  { manifest, workingFolder }: TracePlaces,
): RowFate[] {
  const named = relative(dirname(manifest), resolve(workingFolder, path)).split(sep).join('/');
  const fates = finder.findByPlace(named, line);
  return fates.length > 0 ? fates : finder.findByPlace(path, line);
}

function findRow(finder: RowFinder, query: string, key: DigestKey): RowFate[] {
  let value: unknown;
  try {
    value = JSON.parse(query);
  } catch (error) {
    throw new CorpusError(
      `The row is not JSON: ${error instanceof Error ? error.message : String(error)}. Put it in single quotes for your shell.`,
      { cause: error },
    );
  }
  return adaptRow(value).flatMap((row): RowFate[] => {
    if (row.kind === 'record') return finder.findByDigest(digestOf(row.text, key), 1).map(asKept);
    const reason = `${row.reason}: ${row.detail}`;
    return [{ fate: 'rejected', place: { file: '(the row given)', line: 1 }, reason }];
  });
}

/** Searches the corpus, then the rejects, line by line: texts are in no index. */
async function findText(
  finder: RowFinder,
  { text, key }: { readonly text: string; readonly key: DigestKey },
  { output, rejects, signal }: TracePlaces,
): Promise<RowFate[]> {
  const fates: RowFate[] = [];
  for (const path of [output, rejects].filter((candidate) => existsSync(candidate))) {
    for await (const row of readRows(path, jsonLines, { signal })) {
      if (row.kind !== 'row' || !holdsText(row.value, text)) continue;
      fates.push(...fatesOfLine(finder, row.value, key));
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

function asKept(row: KeptRow): RowFate {
  return { fate: 'kept', row };
}
