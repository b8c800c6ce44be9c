import { skipCheck, type Check } from './check.ts';
import { type CorpusFigures } from './corpus-figures.ts';
import { makeDroppedTagsChecker } from './dropped-tags-checker.ts';
import { LinePlaces } from './line-places.ts';
import { PhaseChecker } from './phase-checker.ts';
import { type Reading } from './read-chunks.ts';
import { type ReadManifest } from './read-manifest.ts';
import { RepeatChecker } from './repeat-checker.ts';
import { judgeRowTallies, makeRowTallies, RowChecker } from './row-checker.ts';
import { findRowFiles } from './row-files.ts';
import { type RowObserver } from './row-observer.ts';
import { describeSample, planSample, type SampleFigures, type SampleWanted } from './row-sample.ts';
import { scanRowFiles, type ScannedFile } from './scan-row-files.ts';
import { SegmentCounter } from './segment-counter.ts';
import { SideChecker } from './side-checker.ts';
import { UniqueChecker } from './unique-checker.ts';

/** Where a corpus lies, and whether only some of its rows are to be checked. */
export interface RowsToCheck {
  readonly file: string;
  readonly folder: string;
  readonly sample: SampleWanted | undefined;
}

/** What one pass over all rows found; `phases` is for a curriculum alone, and not yet judged. */
export interface CheckedRows {
  /** Of the rows that were checked. */
  readonly figures: CorpusFigures;
  readonly scanned: readonly ScannedFile[];
  /** Why what only all rows together could bear out is not checked; undefined where all were. */
  readonly gap: string | undefined;
  readonly sample: SampleFigures | undefined;
  readonly checks: readonly Check[];
  readonly phases: PhaseChecker | undefined;
}

/**
 * Reads the rows of a corpus and of what is set aside from it, once, and checks them or those of a sample; throws
 * CorpusError where there is no corpus.
 */
export async function checkAllRows(
  read: ReadManifest,
  at: RowsToCheck,
  reading: Reading,
): Promise<CheckedRows> {
  const files = findRowFiles(read, at);
  const places = new LinePlaces(files);
  const sample = await planSample(files, at.sample, reading);
  const { unique, sides, phases } = makeWholeCheckers(read, places);
  const wholeCheckers = [unique, sides, phases].filter((checker) => checker !== undefined);
  const dropped = makeDroppedTagsChecker(read.manifest, places);
  const observers = [...(sample === undefined ? wholeCheckers : []), ...(dropped ? [dropped] : [])];
  const isCurriculum = read.manifest?.kind === 'curriculum';
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
  const readers = { places, lines, phases: sample === undefined ? phases : undefined, sample };
  const scanned = await scanRowFiles(files, readers, reading);
  const unread = scanned.every(({ counted }) => counted instanceof SegmentCounter)
    ? undefined
    : NOT_ALL_ROWS;
  const sampled = sample === undefined ? undefined : describeSample(sample.figures);
  const gap = unread ?? sampled;
  return {
    figures: lines.figures,
    scanned,
    gap,
    sample: sample?.figures,
    checks: [
      ...judgeRowTallies(tallies),
      ...(dropped === undefined ? [] : [dropped.judge()]),
      // Replayed rows are known by those in the file that can't be read.
      judgeObserver(unique, isCurriculum ? gap : sampled),
      ...(sides === undefined ? [] : [judgeObserver(sides, gap)]),
    ],
    phases,
  };
}

const NOT_ALL_ROWS = 'not every file of rows can be read';

/** The checks that hold a row against all others. */
function makeWholeCheckers({ manifest, corpora, validation }: ReadManifest, places: LinePlaces) {
  const { kind, selection } = manifest ?? {};
  const isCurriculum = kind === 'curriculum';
  const order = isCurriculum ? selection?.order : undefined;
  const phases = order === undefined ? undefined : new PhaseChecker(places, order);
  phases?.compareFiles(corpora);
  return {
    unique: isCurriculum
      ? new RepeatChecker(places, selection?.repeated ?? 0)
      : new UniqueChecker(places),
    sides: validation === undefined ? undefined : new SideChecker(places),
    phases,
  };
}

function judgeObserver(observer: RowObserver, gap: string | undefined): Check {
  return gap === undefined ? observer.judge() : skipCheck(observer.name, gap);
}
