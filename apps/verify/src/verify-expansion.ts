import { join } from 'node:path';
import { judgeTally, type Check } from './check.ts';
import { findExpansionFiles, folderNames, type ExpansionFile } from './expansion-files.ts';
import { ProblemTally } from './problem-tally.ts';
import { type Reading } from './read-chunks.ts';
import { judgeRowTallies, makeRowTallies, RowChecker, type RowTallies } from './row-checker.ts';
import { scanLines } from './scan-lines.ts';
import { SegmentCounter } from './segment-counter.ts';

/** What one file of an expansion holds; `problems` counts what the checks of rows found in it. */
export interface ExpansionFileFigures {
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
  readonly sources: readonly string[];
  readonly problems: number;
}

/** What the files of an expansion hold, and the checks over all of them. */
export interface ExpansionVerification {
  readonly folder: string;
  readonly files: readonly ExpansionFileFigures[];
  readonly checks: readonly Check[];
}

/** Checks every file of normalised records below a folder; throws CorpusError where there is none or one cannot be read. */
export async function verifyExpansion(
  folder: string,
  reading: Reading,
): Promise<ExpansionVerification> {
  const found = await findExpansionFiles(folder);
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
    files,
    checks: [
      judgeTally('folders', tallies.folders),
      ...judgeRowTallies(tallies.rows),
      judgeTally('folder_category', tallies.category),
    ],
  };
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
  const lines = new RowChecker({
    tallies: tallies.rows,
    key: 'exact',
    place,
    onValues: (values, line) => {
      if (category === undefined || values.category === category) return;
      tallies.category.add(
        () => `${place(line)}: ${JSON.stringify(values.category.slice(0, 60))}, not ${category}`,
      );
    },
  });
  const segments = new SegmentCounter([]);
  await scanLines({ path: join(folder, path), what: path, segments, lines }, reading);
  return {
    path,
    rows: lines.figures.rows,
    bytes: segments.bytes,
    sources: lines.figures.listSources().map(({ source }) => source),
    problems: countProblems(tallies) - problemsBefore,
  };
}

function countProblems({ folders, rows, category }: ExpansionTallies): number {
  return [folders, category, ...Object.values(rows)].reduce((sum, { count }) => sum + count, 0);
}
