import { dirname, resolve } from 'node:path';
import { type Manifest } from '@llamaforge/manifest';
import { CorpusError, FileAccessError } from '@llamaforge/schema';
import { checkBalance, countLabels, type LabelShare } from './balance-check.ts';
import { judgeTally, skipCheck, type Check, type CheckName } from './check.ts';
import { type CorpusFigures } from './corpus-figures.ts';
import {
  checkCategories,
  checkLengths,
  checkRows,
  checkSources,
  checkTopSources,
} from './count-checks.ts';
import { checkInputs } from './input-check.ts';
import { checkBounds, checkDeduplicationRate, checkLedger } from './manifest-checks.ts';
import { ProblemTally } from './problem-tally.ts';
import { type Reading } from './read-chunks.ts';
import { findManifestPath, readManifest, type ReadManifest } from './read-manifest.ts';
import { checkRejects } from './rejects-check.ts';
import { judgeRowTallies, makeRowTallies, RowChecker } from './row-checker.ts';
import { scanLines } from './scan-lines.ts';
import { SegmentCounter } from './segment-counter.ts';

/** Which files to compare; manifest and rejects file are looked for where the merge puts them unless named. */
export interface CorpusFiles {
  readonly file: string;
  readonly manifest?: string | undefined;
  readonly rejects?: string | undefined;
}

/** What the files of a corpus say about themselves, and every check of it against its manifest. */
export interface CorpusVerification {
  readonly file: string;
  readonly manifest: string;
  readonly rows: number;
  readonly bytes: number;
  readonly checks: readonly Check[];
  readonly labels: readonly (LabelShare & {
    readonly target: string | null;
    readonly verdict: string | null;
  })[];
  readonly sources: readonly { readonly source: string; readonly rows: number }[];
}

/** Re-derives everything a manifest says from the files alone; throws CorpusError only where there is no corpus to read. */
export async function verifyCorpus(
  files: CorpusFiles,
  reading: Reading,
): Promise<CorpusVerification> {
  const manifestPath = files.manifest ?? findManifestPath(files.file);
  const read = await readManifest(manifestPath);
  const tallies = makeRowTallies();
  const unique = new ProblemTally();
  const place = (line: number): string => `line ${String(line)}`;
  const lines = new RowChecker({
    tallies,
    key: read.manifest?.key ?? 'exact',
    place,
    onRepeated: (line, holder) => {
      unique.add(() => `${place(line)}: has the digest of ${place(holder)}`);
    },
  });
  const segments = new SegmentCounter(read.corpus?.segments ?? []);
  await scanCorpus({ path: files.file, what: 'corpus', counter: segments, lines }, reading);
  const { figures } = lines;
  return {
    file: files.file,
    manifest: manifestPath,
    rows: figures.rows,
    bytes: segments.bytes,
    checks: [
      judgeTally('manifest', read.problems),
      ...checkManifestAlone(read.manifest),
      ...judgeRowTallies(tallies),
      judgeTally('unique', unique),
      ...checkFigures(read.manifest, figures),
      checkSegments(read, segments),
      await judgeInputs(read.manifest, { folder: dirname(manifestPath), reading }),
      ...(await judgeRejects(read, { files, folder: dirname(manifestPath), reading })),
    ],
    labels: describeLabels(read.manifest, figures),
    sources: figures.listSources(),
  };
}

async function scanCorpus(scan: Parameters<typeof scanLines>[0], reading: Reading): Promise<void> {
  try {
    await scanLines(scan, reading);
  } catch (error) {
    if (!(error instanceof FileAccessError)) throw error;
    throw new CorpusError(
      `${error.message} Make a corpus with \`npx nx run cli:merge\`, or name the file: llamaforge-verify corpus <file>.`,
      { cause: error },
    );
  }
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

function checkFigures(manifest: Manifest | undefined, figures: CorpusFigures): Check[] {
  const checks = {
    rows: checkRows,
    categories: checkCategories,
    sources: checkSources,
    top_sources: checkTopSources,
    lengths: checkLengths,
    balance: checkBalance,
  } as const;
  const names = ['rows', 'categories', 'sources', 'top_sources', 'lengths', 'balance'] as const;
  return names.map((name) =>
    manifest === undefined
      ? skipCheck(name, NO_MANIFEST)
      : judgeTally(name, checks[name](manifest, figures)),
  );
}

function checkSegments({ corpus }: ReadManifest, segments: SegmentCounter): Check {
  if (corpus === undefined) return skipCheck('corpus_segments', NO_MANIFEST);
  const problems = new ProblemTally();
  segments.compare(corpus, problems);
  return judgeTally('corpus_segments', problems);
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
