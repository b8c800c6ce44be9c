import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { FileAccessError } from '@llamaforge/schema';
import { judgeTally, skipCheck, type Check } from './check.ts';
import { sumRows } from './corpus-figures.ts';
import { describeAccessError } from './describe-access-error.ts';
import { FileCounter, type FileFigures } from './file-counter.ts';
import { ProblemTally } from './problem-tally.ts';
import { type Reading } from './read-chunks.ts';
import { type Lock, type LockedFile, type LockedOutput } from './read-lock.ts';
import { scanLines } from './scan-lines.ts';

/** A lock, the folder it is asked about, and the figures of files that have been read already, by absolute path. */
export interface LockComparison {
  readonly lock: Lock;
  readonly folder: string;
  readonly figures: ReadonlyMap<string, FileFigures>;
}

/** Compares every source that a lock places below the folder, its pairs too, with the files that are there. */
export async function checkLock(
  { lock, folder, figures }: LockComparison,
  reading: Reading,
): Promise<Check> {
  const root = dirname(resolve(lock.path));
  const problems = new ProblemTally('the lock');
  const sources = Object.entries(lock.sources).flatMap(([name, { output, preferences }]) =>
    output !== null && isBelow(folder, resolve(root, output.path))
      ? [{ name, output, preferences }]
      : [],
  );
  if (sources.length === 0) return skipCheck('lock', `${lock.path} names no file below ${folder}`);
  for (const { name, output, preferences } of sources) {
    compareSums(name, output, problems);
    for (const file of [output, preferences]) {
      if (file === null) continue;
      const path = resolve(root, file.path);
      const found = figures.get(path) ?? (await readFigures(path, file.path, reading));
      compareFile(file, found, problems);
    }
  }
  return judgeTally('lock', problems);
}

function compareSums(
  name: string,
  { read, rows, rejected }: LockedOutput,
  problems: ProblemTally,
): void {
  const sum = rows + sumRows(Object.values(rejected));
  if (read === sum) return;
  problems.add(
    () =>
      `${name}: the lock says that ${String(read)} rows were read, but its rows and rejected rows are ${String(sum)}`,
  );
}

function compareFile(
  stated: LockedFile,
  found: FileFigures | FileAccessError,
  problems: ProblemTally,
): void {
  if (found instanceof FileAccessError) {
    problems.add(() => describeAccessError(stated.path, found));
    return;
  }
  for (const figure of ['bytes', 'rows', 'sha256'] as const) {
    problems.compare(`${stated.path}, ${figure}`, {
      stated: stated[figure],
      found: found[figure],
    });
  }
}

async function readFigures(
  path: string,
  what: string,
  reading: Reading,
): Promise<FileFigures | FileAccessError> {
  const counter = new FileCounter();
  const lines = { checkLine: () => undefined, checkEnd: () => undefined };
  try {
    await scanLines({ path, what, counter, lines }, reading);
  } catch (error) {
    if (error instanceof FileAccessError) return error;
    throw error;
  }
  return counter.summarize();
}

function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
