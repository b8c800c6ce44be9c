import { join, resolve } from 'node:path';
import { judgeTally, skipCheck, type Check } from './check.ts';
import { findExpansionFiles, folderNames, type ExpansionFile } from './expansion-files.ts';
import { FileCounter } from './file-counter.ts';
import { checkLock } from './lock-check.ts';
import { ProblemTally } from './problem-tally.ts';
import { type Reading } from './read-chunks.ts';
import { readLock, USUAL_LOCK_PATH, type Lock } from './read-lock.ts';
import { judgeRowTallies, makeRowTallies, RowChecker, type RowTallies } from './row-checker.ts';
import { scanLines } from './scan-lines.ts';

/** What to check; without a lock that is named, the usual one is taken if it is there. */
export interface ExpansionFiles {
  readonly folder: string;
  readonly lock?: string | undefined;
}

/**
 * What one file of an expansion holds; `repeated` counts rows whose digest stood before in the file, `problems` what the
 * checks of rows found in it.
 */
export interface ExpansionFileFigures {
  readonly path: string;
  readonly rows: number;
  readonly repeated: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly sources: readonly string[];
  readonly problems: number;
}

/** What the files of an expansion hold, and the checks over all of them. */
export interface ExpansionVerification {
  readonly folder: string;
  readonly lock: string | undefined;
  readonly files: readonly ExpansionFileFigures[];
  readonly checks: readonly Check[];
}

/**
 * Checks every file of normalised records below a folder, and those that the lock names; throws CorpusError where there
 * is none or one cannot be read.
 */
export async function verifyExpansion(
  { folder, lock: lockPath }: ExpansionFiles,
  reading: Reading,
): Promise<ExpansionVerification> {
  const found = await findExpansionFiles(folder);
  const lock = await readLock(lockPath);
  const tallies = {
    folders: new ProblemTally(),
    rows: makeRowTallies(),
    category: new ProblemTally(),
  };
  const files: ExpansionFileFigures[] = [];
  for (const file of found) {
    files.push(await checkFile({ folder, file, tallies }, reading));
  }
  return {
    folder,
    lock: lock?.path,
    files,
    checks: [
      judgeTally('folders', tallies.folders),
      ...judgeRowTallies(tallies.rows),
      judgeTally('folder_category', tallies.category),
      await judgeLock(lock, { folder, files }, reading),
    ],
  };
}

async function judgeLock(
  lock: Lock | undefined,
  { folder, files }: Pick<ExpansionVerification, 'folder' | 'files'>,
  reading: Reading,
): Promise<Check> {
  if (lock === undefined) {
    return skipCheck('lock', `there is no ${USUAL_LOCK_PATH} to compare with`);
  }
  const figures = new Map(files.map((file) => [resolve(folder, file.path), file]));
  return checkLock({ lock, folder, figures }, reading);
}

interface ExpansionTallies {
  readonly folders: ProblemTally;
  readonly rows: RowTallies;
  readonly category: ProblemTally;
}

interface FileCheck {
  readonly folder: string;
  readonly file: ExpansionFile;
  readonly tallies: ExpansionTallies;
}

async function checkFile(
  { folder, file, tallies }: FileCheck,
  reading: Reading,
): Promise<ExpansionFileFigures> {
  const { path, category } = file;
  const problemsBefore = countProblems(tallies);
  if (category === undefined) {
    tallies.folders.add(() => `${path}: its folder is none of ${folderNames.join(', ')}`);
  }
  const place = (line: number): string => `${path} line ${String(line)}`;
  let repeated = 0;
  const lines = new RowChecker({
    tallies: tallies.rows,
    key: 'exact',
    place,
    countsRepeated: true,
    onRow: ({ values, line, holder }) => {
      if (holder !== 0) repeated += 1;
      if (category === undefined || values.category === category) return;
      tallies.category.add(
        () => `${place(line)}: ${JSON.stringify(values.category.slice(0, 60))}, not ${category}`,
      );
    },
  });
  const counter = new FileCounter();
  await scanLines({ path: join(folder, path), what: path, counter, lines }, reading);
  const { bytes, sha256 } = counter.summarize();
  return {
    path,
    rows: lines.figures.rows,
    repeated,
    bytes,
    sha256,
    sources: lines.figures.listSources().map(({ source }) => source),
    problems: countProblems(tallies) - problemsBefore,
  };
}

function countProblems({ folders, rows, category }: ExpansionTallies): number {
  return [folders, category, ...Object.values(rows)].reduce((sum, { count }) => sum + count, 0);
}
