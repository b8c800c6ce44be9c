import { dirname, resolve } from 'node:path';
import { type Manifest } from '@llamaforge/manifest';
import { countLabels, type LabelShare } from './balance-check.ts';
import { checkAllRows } from './check-all-rows.ts';
import { judgeTally, judgeUnless, skipCheck, type Check } from './check.ts';
import { checkConsumers, type RowDigest } from './consumers/check-consumers.ts';
import { type CorpusFigures } from './corpus-figures.ts';
import { judgeFigures, judgeSelection } from './figure-checks.ts';
import { checkInputs, checkInputSizes } from './input-check.ts';
import { checkBounds, checkDeduplicationRate, checkLedger } from './manifest-checks.ts';
import { type Reading } from './read-chunks.ts';
import {
  findManifestPath,
  readManifest,
  readNoManifest,
  type ReadManifest,
} from './read-manifest.ts';
import { checkRejects } from './rejects-check.ts';
import { type RowFile } from './row-files.ts';
import { type SampleFigures, type SampleWanted } from './row-sample.ts';
import { type ScannedFile } from './scan-row-files.ts';
import { judgeSegments, judgeSizes } from './segment-check.ts';
import { SegmentCounter } from './segment-counter.ts';

/** Which files to compare; manifest and rejects file are looked for where the merge puts them unless named. */
export interface CorpusFiles {
  readonly file: string;
  readonly manifest?: string | undefined;
  readonly rejects?: string | undefined;
}

/** How much of a corpus is checked: all of it, unless told. */
export interface CorpusScope {
  /** Only these rows, without hashes; all where there are no more. */
  readonly sample?: SampleWanted | undefined;
  /** Only what the file of rows says by itself, without a manifest. */
  readonly isAlone?: boolean;
  /** Whose Python is to load every row, besides what all the other checks do. */
  readonly consumersOf?: { readonly python: string } | undefined;
}

/** What the files of a corpus say about themselves, and every check of it against its manifest. */
export interface CorpusVerification {
  /** Undefined where there is no manifest to say it. */
  readonly kind: Manifest['kind'] | undefined;
  readonly file: string;
  /** Undefined where the corpus was checked alone. */
  readonly manifest: string | undefined;
  /** Rows in all files, each that repeats on purpose once; of a sample, their lines. */
  readonly rows: number;
  readonly bytes: number;
  /** The files of rows that were read, those set aside last. */
  readonly files: readonly RowFileFigures[];
  readonly checks: readonly Check[];
  /** What every consumer has to get, where they were asked. */
  readonly rowDigests: readonly RowDigest[] | undefined;
  /** Which rows were checked, where not all were; labels and sources are of these alone. */
  readonly sample: SampleFigures | undefined;
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

/**
 * Re-derives everything a manifest says from the files alone, as far as `scope` goes; throws CorpusError only where there
 * is no corpus to read.
 */
export async function verifyCorpus(
  files: CorpusFiles,
  reading: Reading,
  { sample: wanted, isAlone = false, consumersOf }: CorpusScope = {},
): Promise<CorpusVerification> {
  const manifestPath = files.manifest ?? findManifestPath(files.file);
  const folder = dirname(manifestPath);
  const read = isAlone ? readNoManifest() : await readManifest(manifestPath);
  const rows = await checkAllRows(read, { file: files.file, folder, sample: wanted }, reading);
  const { figures, scanned, sample } = rows;
  const found = listFiles(scanned);
  const consumed =
    consumersOf === undefined
      ? undefined
      : await checkConsumers({ files: found, python: consumersOf.python }, reading);
  const others = { files, folder, isSampled: sample !== undefined };
  return {
    kind: read.manifest?.kind,
    file: files.file,
    manifest: isAlone ? undefined : manifestPath,
    rows: sample?.of ?? figures.rows,
    bytes: found.reduce((sum, { bytes }) => sum + bytes, 0),
    files: found,
    sample,
    checks: [
      judgeManifest(read, { isAlone }),
      ...judgeManifestAlone(read),
      ...rows.checks,
      ...judgeFigures(read, rows),
      ...judgeSegments(read, rows),
      ...judgeSelection(read, rows),
      await judgeInputs(read, others, reading),
      ...(await judgeRejects(read, others, reading)),
      ...(consumed?.checks ?? []),
    ],
    rowDigests: consumed?.digests,
    labels: describeLabels(read.manifest, figures),
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

function judgeManifest(
  { problems, missing }: ReadManifest,
  { isAlone }: { readonly isAlone: boolean },
): Check {
  return judgeUnless(isAlone ? missing : undefined, 'manifest', () => problems);
}

function judgeManifestAlone({ manifest, missing }: ReadManifest): Check[] {
  const checks = {
    ledger: checkLedger,
    deduplication_rate: checkDeduplicationRate,
    bounds: checkBounds,
  } as const;
  return (['ledger', 'deduplication_rate', 'bounds'] as const).map((name) =>
    manifest === undefined ? skipCheck(name, missing) : judgeTally(name, checks[name](manifest)),
  );
}

interface OtherFiles {
  readonly files: CorpusFiles;
  readonly folder: string;
  readonly isSampled: boolean;
}

async function judgeInputs(
  { manifest, missing }: ReadManifest,
  { folder, isSampled }: OtherFiles,
  reading: Reading,
): Promise<Check> {
  if (manifest === undefined) return skipCheck('inputs', missing);
  const problems = isSampled
    ? await checkInputSizes(manifest, folder)
    : await checkInputs(manifest, folder, reading);
  return judgeSizes('inputs', { problems, isSampled });
}

async function judgeRejects(
  { manifest, missing, rejects }: ReadManifest,
  { files, folder, isSampled }: OtherFiles,
  reading: Reading,
): Promise<Check[]> {
  const skipAll = (reason: string): Check[] =>
    (['rejects_lines', 'rejects_counts', 'rejects_segments'] as const).map((name) =>
      skipCheck(name, reason),
    );
  if (manifest === undefined) return skipAll(missing);
  const stated = rejects === undefined ? undefined : resolve(folder, rejects.path);
  const path = files.rejects ?? stated;
  if (path === undefined) {
    if (manifest.kind !== 'corpus') return [];
    return skipAll('the manifest names no rejects file');
  }
  if (isSampled) return skipAll('with a sample the rejects file is not read');
  return checkRejects({ path, manifest, entry: rejects }, reading);
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
