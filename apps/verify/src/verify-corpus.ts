import { dirname, resolve } from 'node:path';
import { type Manifest } from '@llamaforge/manifest';
import { FileAccessError } from '@llamaforge/schema';
import { checkBalance, countLabels, type LabelShare } from './balance-check.ts';
import { checkBalancing } from './balancing-check.ts';
import { checkAllRows, NOT_ALL_ROWS, type CheckedRows } from './check-all-rows.ts';
import { judgeTally, skipCheck, type Check, type CheckName } from './check.ts';
import { type CorpusFigures } from './corpus-figures.ts';
import {
  checkCategories,
  checkLengths,
  checkRows,
  checkSources,
  checkTopSources,
} from './count-checks.ts';
import { describeAccessError } from './describe-access-error.ts';
import { checkInputs } from './input-check.ts';
import { checkBounds, checkDeduplicationRate, checkLedger } from './manifest-checks.ts';
import { checkMix } from './mix-check.ts';
import { ProblemTally } from './problem-tally.ts';
import { type Reading } from './read-chunks.ts';
import { findManifestPath, readManifest, type ReadManifest } from './read-manifest.ts';
import { checkRejects } from './rejects-check.ts';
import { type RowFile } from './row-files.ts';
import { type ScannedFile } from './scan-row-files.ts';
import { SegmentCounter } from './segment-counter.ts';

/** Which files to compare; manifest and rejects file are looked for where the merge puts them unless named. */
export interface CorpusFiles {
  readonly file: string;
  readonly manifest?: string | undefined;
  readonly rejects?: string | undefined;
}

/** What the files of a corpus say about themselves, and every check of it against its manifest. */
export interface CorpusVerification {
  /** Undefined where there is no manifest to say it. */
  readonly kind: Manifest['kind'] | undefined;
  readonly file: string;
  readonly manifest: string;
  /** Rows in all files, each that repeats on purpose once. */
  readonly rows: number;
  readonly bytes: number;
  /** The files of rows that were read, those set aside last. */
  readonly files: readonly RowFileFigures[];
  readonly checks: readonly Check[];
  readonly labels: readonly (LabelShare & {
    readonly target: string | null;
    readonly verdict: string | null;
  })[];
  readonly sources: readonly { readonly source: string; readonly rows: number }[];
}

/** Lines and bytes of one file of rows. */
export interface RowFileFigures {
  readonly role: RowFile['role'];
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
}

/** Re-derives everything a manifest says from the files alone; throws CorpusError only where there is no corpus to read. */
export async function verifyCorpus(
  files: CorpusFiles,
  reading: Reading,
): Promise<CorpusVerification> {
  const manifestPath = files.manifest ?? findManifestPath(files.file);
  const folder = dirname(manifestPath);
  const read = await readManifest(manifestPath);
  const { manifest } = read;
  const rows = await checkAllRows(read, { file: files.file, folder }, reading);
  const { figures, scanned } = rows;
  const found = listFiles(scanned);
  return {
    kind: manifest?.kind,
    file: files.file,
    manifest: manifestPath,
    rows: figures.rows,
    bytes: found.reduce((sum, { bytes }) => sum + bytes, 0),
    files: found,
    checks: [
      judgeTally('manifest', read.problems),
      ...checkManifestAlone(manifest),
      ...rows.checks,
      ...checkFigures(manifest, rows),
      ...checkSegments(read, scanned),
      ...checkSelection(manifest, rows),
      await judgeInputs(manifest, { folder, reading }),
      ...(await judgeRejects(read, { files, folder, reading })),
    ],
    labels: describeLabels(manifest, figures),
    sources: figures.listSources(),
  };
}

function listFiles(scanned: readonly ScannedFile[]): RowFileFigures[] {
  return scanned
    .flatMap(({ file: { role, path }, counted }) =>
      counted instanceof SegmentCounter
        ? [{ role, path, rows: counted.rows, bytes: counted.bytes }]
        : [],
    )
    .sort((a, b) => Number(a.role === 'validation') - Number(b.role === 'validation'));
}

const NO_MANIFEST = 'there is no manifest to compare with';

function checkManifestAlone(manifest: Manifest | undefined): Check[] {
  const checks = {
    ledger: checkLedger,
    deduplication_rate: checkDeduplicationRate,
    bounds: checkBounds,
  } satisfies Partial<Record<CheckName, (manifest: Manifest) => ProblemTally>>;
  return (['ledger', 'deduplication_rate', 'bounds'] as const).map((name) =>
    manifest === undefined
      ? skipCheck(name, NO_MANIFEST)
      : judgeTally(name, checks[name](manifest)),
  );
}

function checkFigures(manifest: Manifest | undefined, { figures, isWhole }: CheckedRows): Check[] {
  const checks = {
    rows: checkRows,
    categories: checkCategories,
    sources: checkSources,
    top_sources: checkTopSources,
    lengths: checkLengths,
    balance: checkBalance,
  } as const;
  const names = ['rows', 'categories', 'sources', 'top_sources', 'lengths', 'balance'] as const;
  return names.map((name) => {
    if (manifest === undefined) return skipCheck(name, NO_MANIFEST);
    if (!isWhole) return skipCheck(name, NOT_ALL_ROWS);
    return judgeTally(name, checks[name](manifest, figures));
  });
}

function checkSegments({ manifest }: ReadManifest, scanned: readonly ScannedFile[]): Check[] {
  return (['corpus', 'validation'] as const).flatMap((role) => {
    const files = scanned.filter(({ file }) => file.role === role);
    if (files.length === 0) return [];
    if (manifest === undefined) return [skipCheck(`${role}_segments`, NO_MANIFEST)];
    const problems = new ProblemTally();
    for (const { file, counted } of files) {
      if (counted instanceof FileAccessError) {
        problems.add(() => describeAccessError(file.name, counted));
      } else if (file.entry !== undefined) {
        counted.compare(file.entry, problems, files.length === 1 ? '' : `${file.name}, `);
      }
    }
    return [judgeTally(`${role}_segments`, problems)];
  });
}

/** What only a mix, a balanced corpus or a curriculum says of itself. */
function checkSelection(
  manifest: Manifest | undefined,
  { figures, isWhole, phases }: CheckedRows,
): Check[] {
  switch (manifest?.kind) {
    case undefined:
    case 'corpus':
      return [];
    case 'mix':
      if (!isWhole) return [skipCheck('mix', NOT_ALL_ROWS)];
      return [judgeTally('mix', checkMix(manifest, figures))];
    case 'balance':
      if (!isWhole) return [skipCheck('balancing', NOT_ALL_ROWS)];
      return [judgeTally('balancing', checkBalancing(manifest, figures))];
    case 'curriculum':
      if (!isWhole) return [skipCheck('phases', NOT_ALL_ROWS)];
      return [phases?.judge() ?? skipCheck('phases', 'the manifest names no phases')];
  }
}

async function judgeInputs(
  manifest: Manifest | undefined,
  { folder, reading }: { readonly folder: string; readonly reading: Reading },
): Promise<Check> {
  if (manifest === undefined) return skipCheck('inputs', NO_MANIFEST);
  return judgeTally('inputs', await checkInputs(manifest, folder, reading));
}

async function judgeRejects(
  { manifest, rejects }: ReadManifest,
  at: { readonly files: CorpusFiles; readonly folder: string; readonly reading: Reading },
): Promise<Check[]> {
  const names = ['rejects_lines', 'rejects_counts', 'rejects_segments'] as const;
  if (manifest === undefined) return names.map((name) => skipCheck(name, NO_MANIFEST));
  const stated = rejects === undefined ? undefined : resolve(at.folder, rejects.path);
  const path = at.files.rejects ?? stated;
  if (path === undefined) {
    if (manifest.kind !== 'corpus') return [];
    return names.map((name) => skipCheck(name, 'the manifest names no rejects file'));
  }
  return checkRejects({ path, manifest, entry: rejects }, at.reading);
}

function describeLabels(
  manifest: Manifest | undefined,
  figures: CorpusFigures,
): CorpusVerification['labels'] {
  const balance = new Map(manifest?.balance.map((entry) => [entry.label, entry]));
  return countLabels(figures)
    .filter(({ label, rows }) => rows > 0 || balance.has(label))
    .map((entry) => ({
      ...entry,
      target: balance.get(entry.label)?.target ?? null,
      verdict: balance.get(entry.label)?.verdict ?? null,
    }));
}
