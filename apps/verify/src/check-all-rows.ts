import { skipCheck, type Check } from './check.ts';
import { type CorpusFigures } from './corpus-figures.ts';
import { LinePlaces } from './line-places.ts';
import { PhaseChecker } from './phase-checker.ts';
import { type Reading } from './read-chunks.ts';
import { type ReadManifest } from './read-manifest.ts';
import { RepeatChecker } from './repeat-checker.ts';
import { judgeRowTallies, makeRowTallies, RowChecker } from './row-checker.ts';
import { findRowFiles } from './row-files.ts';
import { scanRowFiles, type ScannedFile } from './scan-row-files.ts';
import { type RowObserver } from './row-observer.ts';
import { SegmentCounter } from './segment-counter.ts';
import { SideChecker } from './side-checker.ts';
import { UniqueChecker } from './unique-checker.ts';

/** What one pass over all rows found; `phases` is for a curriculum alone, and not yet judged. */
export interface CheckedRows {
  readonly figures: CorpusFigures;
  readonly scanned: readonly ScannedFile[];
  /** Whether every file of rows could be read. */
  readonly isWhole: boolean;
  readonly checks: readonly Check[];
  readonly phases: PhaseChecker | undefined;
}

/** Why a check is skipped that only all rows together could bear out. */
export const NOT_ALL_ROWS = 'not every file of rows can be read';

/** Reads every row of a corpus and of what is set aside from it, once; throws CorpusError where there is no corpus. */
export async function checkAllRows(
  read: ReadManifest,
  at: { readonly file: string; readonly folder: string },
  reading: Reading,
): Promise<CheckedRows> {
  const files = findRowFiles(read, at);
  const places = new LinePlaces(files);
  const { kind, selection } = read.manifest ?? {};
  const isCurriculum = kind === 'curriculum';
  const unique = isCurriculum
    ? new RepeatChecker(places, selection?.repeated ?? 0)
    : new UniqueChecker(places);
  const sides = read.validation === undefined ? undefined : new SideChecker(places);
  const order = isCurriculum ? selection?.order : undefined;
  const phases = order === undefined ? undefined : new PhaseChecker(places, order);
  phases?.compareFiles(read.corpora);
  const observers = [unique, sides, phases].filter((observer) => observer !== undefined);
  const tallies = makeRowTallies();
  const lines = new RowChecker({
    tallies,
    key: read.manifest?.key ?? 'exact',
    place: (line) => places.describe(line),
    countsRepeated: !isCurriculum,
    onRow: (row) => {
      for (const observer of observers) observer.checkRow(row);
    },
  });
  const scanned = await scanRowFiles(files, { places, lines, phases }, reading);
  const isWhole = scanned.every(({ counted }) => counted instanceof SegmentCounter);
  return {
    figures: lines.figures,
    scanned,
    isWhole,
    checks: [
      ...judgeRowTallies(tallies),
      // Replayed rows are known by those in the file that can't be read.
      isCurriculum ? judgeWhole(unique, isWhole) : unique.judge(),
      ...(sides === undefined ? [] : [judgeWhole(sides, isWhole)]),
    ],
    phases,
  };
}

function judgeWhole(observer: RowObserver, isWhole: boolean): Check {
  return isWhole ? observer.judge() : skipCheck(observer.name, NOT_ALL_ROWS);
}
