import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { FileAccessError, writeErrorOf } from '@llamaforge/schema';
import { judgeTally, skipCheck, type Check } from '../check.ts';
import { ProblemTally } from '../problem-tally.ts';
import { type Reading } from '../read-chunks.ts';
import { type ConsumedRows } from './consumed-rows.ts';
import { describeDifferences } from './describe-difference.ts';
import { makeRoundTrip } from './parquet-round-trip.ts';
import { readByPython } from './python-consumer.ts';
import { readReference, type RowReference } from './row-reference.ts';

/** The files of rows to be loaded, and the Python whose libraries load them. */
export interface FilesToConsume {
  readonly files: readonly { readonly path: string }[];
  readonly python: string;
}

/** Rows and digest of one file, as every consumer has to get them. */
export interface RowDigest {
  readonly path: string;
  readonly rows: number;
  /** SHA-256 over the canonical lines, each with its LF */
  readonly sha256: string;
}

/** A check for each consumer, and what they were held against. */
export interface ConsumerFindings {
  readonly checks: readonly Check[];
  readonly digests: readonly RowDigest[];
}

const consumers = ['parquet', 'datasets', 'pandas', 'duckdb'] as const;
type Consumer = (typeof consumers)[number];

/**
 * Loads every file row for row as those who train with it do. Copies and caches lie in a folder of their own below the
 * system's temporary one, which is gone afterwards, whatever happens.
 */
export async function checkConsumers(
  { files, python }: FilesToConsume,
  reading: Reading,
): Promise<ConsumerFindings> {
  const start = join(tmpdir(), 'llamaforge-consumers-');
  const folder = await guardWrite(start, () => mkdtemp(start));
  const verdicts = new Map(consumers.map((consumer) => [consumer, new Verdict()]));
  const digests: RowDigest[] = [];
  try {
    for (const { path } of files) {
      const reference = await readReference(path, reading);
      digests.push({ path, rows: reference.rows, sha256: reference.sha256 });
      const file = { path: resolve(path), reference, python, folder };
      for (const [consumer, verdict] of verdicts) {
        if (verdict.isMissing) continue;
        verdict.add(
          await consume(consumer, file, reading),
          files.length === 1 ? '' : `${basename(path)}: `,
        );
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return { checks: [...verdicts].map(([consumer, verdict]) => verdict.judge(consumer)), digests };
}

/** Sentences about what differs, or why a consumer could not be asked. */
type Findings = readonly string[] | { readonly missing: string };

class Verdict {
  readonly #problems = new ProblemTally();
  #missing: string | undefined;

  get isMissing(): boolean {
    return this.#missing !== undefined;
  }

  add(findings: Findings, of: string): void {
    if ('missing' in findings) this.#missing = findings.missing;
    else for (const sentence of findings) this.#problems.add(() => `${of}${sentence}`);
  }

  judge(consumer: Consumer): Check {
    const name = `consumer_${consumer}` as const;
    return this.#missing === undefined
      ? judgeTally(name, this.#problems)
      : skipCheck(name, this.#missing);
  }
}

interface FileToConsume {
  readonly path: string;
  readonly reference: RowReference;
  readonly python: string;
  readonly folder: string;
}

/** Lets one consumer load one file, in a folder that is emptied for the next. */
async function consume(
  consumer: Consumer,
  file: FileToConsume,
  reading: Reading,
): Promise<Findings> {
  const scratch = join(file.folder, consumer);
  try {
    await guardWrite(scratch, () => mkdir(scratch));
    const outcome = await load(consumer, { ...file, scratch }, reading);
    if ('missing' in outcome) return outcome;
    if ('error' in outcome) {
      const what = file.reference.rows === 0 ? 'a file without rows' : 'it';
      return [`${what} cannot be loaded: ${outcome.error}`];
    }
    return await describeDifferences({ ...file, consumed: outcome }, reading);
  } catch (error) {
    // A disk that is full is no fault of the corpus, but the check that was asked for has not passed.
    if (error instanceof FileAccessError) return [error.message];
    throw error;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function load(
  consumer: Consumer,
  { path, reference, python, scratch }: FileToConsume & { readonly scratch: string },
  reading: Reading,
): Promise<ConsumedRows | { readonly error: string } | { readonly missing: string }> {
  if (consumer === 'parquet') {
    return makeRoundTrip({ path, copy: join(scratch, 'rows.parquet'), reference }, reading);
  }
  // A name that no library takes for a pattern, or for a compressed file.
  const link = join(scratch, 'rows.jsonl');
  const hashes = join(scratch, 'rows.sha256');
  await guardWrite(link, () => symlink(path, link));
  await guardWrite(hashes, () => writeFile(hashes, reference.hashes));
  return readByPython(
    { python, module: consumer, file: link, hashes, scratch, reference },
    reading,
  );
}

async function guardWrite<T>(path: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    throw writeErrorOf(error, path);
  }
}
