import { parseManifestText, type Manifest, type ManifestOutput } from '@llamaforge/manifest';
import { CorpusError, FileAccessError } from '@llamaforge/schema';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { CorpusIndex, IndexedRows } from '../corpus-index/corpus-index.ts';
import { openCorpusIndex } from '../corpus-index/open-corpus-index.ts';
import { realPath } from '../own-outputs.ts';
import { PrefixTable } from './prefix-table.ts';
import type { SelectionContext, SelectionPaths } from './selection-options.ts';

/** A corpus that was read: what is said of the whole. */
export interface ReadCorpus {
  readonly index: CorpusIndex;
  readonly duplicates: number;
  /** undefined where there is none of this corpus */
  readonly manifest: Manifest | undefined;
}

/** A corpus to choose from: its rows without their texts. To be let go before texts are read. */
export interface SelectableCorpus extends ReadCorpus {
  readonly rows: IndexedRows;
  /** 1 where a row is not to be chosen; at first, those that repeat an earlier one */
  readonly barred: Uint8Array;
}

/** Reads what is known of a corpus's rows; throws CorpusError where it is not there, is empty or was not written by a merge. */
export async function readCorpus(
  paths: SelectionPaths,
  context: SelectionContext,
): Promise<SelectableCorpus> {
  const { corpus, stateFolder } = paths;
  const { manifest, entry } = readManifestAndEntry(paths);
  if (entry !== undefined) compareSize(paths, entry);
  const { onProgress } = context;
  const index = await openCorpusIndex({
    corpus,
    stateFolder,
    key: manifest?.key ?? 'exact',
    signal: context.signal,
    onProgress: (progress) => onProgress?.({ phase: 'index', ...progress }),
  });
  if (index.footer.rows === 0) {
    throw new CorpusError(
      `${corpus} has no rows to choose from. Merge some data first, or name another corpus with --input.`,
    );
  }
  if (entry !== undefined) compareHash(paths, entry, index);
  const rows = index.readRows();
  const barred = new Uint8Array(rows.labels.length);
  const duplicates = index.footer.distinct ? 0 : barRepeats(rows, barred);
  return { index, rows, barred, duplicates, manifest };
}

/** Throws FileAccessError where there is no corpus. */
export function requireCorpus({ corpus }: SelectionPaths): void {
  if (existsSync(corpus)) return;
  throw new FileAccessError(
    `There is no corpus at ${corpus}. Make one with \`npx nx run cli:merge\`, or name another with --input.`,
    { path: corpus, code: 'ENOENT' },
  );
}

/** Bytes past those that the manifest names are rows that no merge vouches for. */
function compareSize({ corpus, corpusManifest }: SelectionPaths, entry: ManifestOutput): void {
  const { size } = statSync(corpus);
  if (size === entry.bytes) return;
  const advice =
    size > entry.bytes
      ? 'If an append was interrupted, run it again; if you have changed the file, give it another name'
      : 'Merge anew';
  throw new CorpusError(
    `${corpus} has ${String(size)} bytes where ${corpusManifest} names ${String(entry.bytes)}. ${advice}.`,
  );
}

function compareHash(
  { corpus, corpusManifest }: SelectionPaths,
  { segments }: ManifestOutput,
  { footer }: CorpusIndex,
): void {
  const [segment, ...others] = segments;
  if (segment === undefined || others.length > 0 || segment.sha256 === footer.sha256) return;
  throw new CorpusError(
    `${corpus} is not what ${corpusManifest} says of it: it was changed since. Merge anew, or give the changed file another name.`,
  );
}

/** Of rows with one digest the first stays; tells how many do not. */
function barRepeats({ prefixes }: IndexedRows, barred: Uint8Array): number {
  const { repeats } = new PrefixTable(prefixes, (row) => {
    barred[row] = 1;
  });
  return repeats;
}

/** The manifest that the user has named, or one beside the corpus that names it as its output; another that lies there says nothing of it. */
export function readManifestOf(paths: SelectionPaths): Manifest | undefined {
  return readManifestAndEntry(paths).manifest;
}

/** With its entry for the corpus; a manifest that was named for a copy has none. */
function readManifestAndEntry({ corpus, corpusManifest, isManifestNamed }: SelectionPaths): {
  readonly manifest: Manifest | undefined;
  readonly entry: ManifestOutput | undefined;
} {
  if (!existsSync(corpusManifest)) return { manifest: undefined, entry: undefined };
  const parsed = parseManifestText(readFileSync(corpusManifest, 'utf8'));
  if ('problems' in parsed) {
    throw new CorpusError(
      `${corpusManifest} is not a manifest that this version reads: ${parsed.problems.slice(0, 3).join('; ')}. Make the corpus anew, or name its manifest with --manifest.`,
    );
  }
  const real = realPath(corpus);
  const entry = parsed.manifest.outputs.find(
    ({ path }) => realPath(resolve(dirname(corpusManifest), path)) === real,
  );
  const isItsOwn = entry !== undefined || isManifestNamed;
  return { manifest: isItsOwn ? parsed.manifest : undefined, entry };
}
