import { commonFolder } from '../../common-folder.ts';
import { formatCount } from '../../format-number.ts';
import { countCell, textCell } from '../cells.ts';
import { type CorpusReport, type FileOverlap } from '../corpus-report.ts';
import { formatPercent } from '../format-percent.ts';
import {
  type Cell,
  type ReportSection,
  type SectionBlock,
  type TableBlock,
} from '../report-section.ts';
import { shortFileNames } from '../short-file-names.ts';
import { countOf, listOf } from '../words.ts';

/** Which files hold each other's rows, and which could be dropped for it. */
export function overlapSection({ files, overlap, flow }: CorpusReport): ReportSection {
  const folder = commonFolder(files.map((file) => file.path));
  const shares = overlap
    .filter((pair) => pair.shared > 0)
    .map((pair) => containedShare(pair, folder))
    .sort((a, b) => b.share - a.share || b.shared - a.shared);
  const dropping = largestOfEach(worthDropping(shares));
  const named = new Set(dropping.map(({ file }) => file));
  const addingNothing = files
    .filter(({ kept, duplicates }) => kept === 0 && duplicates > 0)
    .map(({ path }) => path.slice(folder.length))
    .filter((name) => !named.has(name));
  return {
    id: 'overlap',
    title: 'Overlap between files',
    lead:
      flow === undefined && shares.length === 0
        ? 'There is no manifest, so it is not known which files the rows come from.'
        : [describeOverlap(files.length, shares), ...describeAddingNothing(addingNothing)].join(
            ' ',
          ),
    findings: [...findingsOf(dropping), ...adviceFor(addingNothing)],
    blocks:
      shares.length === 0
        ? []
        : [
            heatMap(overlap, folder, describeOverlap(files.length, shares)),
            heatNote,
            pairTable(shares),
          ],
  };
}

// Of a file of which nine rows in ten stand in another, the last tenth is seldom worth its care.
const WORTH_DROPPING = 0.9;

const MOST_FINDINGS = 3;

// More names than these cannot be read beside their squares.
const MOST_FILES_DRAWN = 30;

/** How much of one file, the one that has more of its rows in the other, the other holds. */
interface ContainedShare {
  readonly file: string;
  readonly other: string;
  readonly shared: number;
  readonly held: number;
  readonly share: number;
  /** of the other's rows */
  readonly otherShare: number;
}

function containedShare({ files, shared, held }: FileOverlap, folder: string): ContainedShare {
  const [first, second] = files.map((path) => path.slice(folder.length));
  const [ofFirst, ofSecond] = held.map((rows) => (rows === 0 ? 0 : shared / rows));
  // Of two that are as much in each other the later one goes: the first of equal rows is kept.
  const firstIsIn = (ofFirst ?? 0) > (ofSecond ?? 0);
  return {
    file: (firstIsIn ? first : second) ?? '',
    other: (firstIsIn ? second : first) ?? '',
    shared,
    held: firstIsIn ? held[0] : held[1],
    share: (firstIsIn ? ofFirst : ofSecond) ?? 0,
    otherShare: (firstIsIn ? ofSecond : ofFirst) ?? 0,
  };
}

function describeOverlap(fileCount: number, shares: readonly ContainedShare[]): string {
  const [largest] = shares;
  if (largest === undefined) {
    return fileCount < 2
      ? 'There are no two files to compare.'
      : 'No row stands in more than one file.';
  }
  const dropping = largestOfEach(worthDropping(shares)).length;
  const most = `${formatPercent(largest.share)} of ${largest.file} is in ${largest.other}`;
  if (dropping === 0) return `No pair shows a file nearly whole in another; the most: ${most}.`;
  return dropping === 1
    ? `${most}: leave it out of the merge.`
    : `${formatCount(dropping)} files stand nearly whole in another; first of all, ${most}.`;
}

function findingsOf(dropping: readonly ContainedShare[]): string[] {
  const more = dropping.length - MOST_FINDINGS;
  return [
    ...dropping
      .slice(0, MOST_FINDINGS)
      .map(
        ({ file, other, share }) =>
          `${formatPercent(share)} of ${file} is in ${other}: leave it out of the merge.`,
      ),
    ...(more > 0
      ? [`${countOf(more, 'more file')} could be dropped: nine rows in ten stand in another.`]
      : []),
  ];
}

/** Files that pairs do not show: their rows stand in several others, or so often in one that each is a small part of them. */
function describeAddingNothing(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const pronoun = names.length === 1 ? 'it' : 'them';
  return [`Every row of ${listOf(names)} stands in files before ${pronoun}.`];
}

function adviceFor(addingNothing: readonly string[]): string[] {
  const pronoun = addingNothing.length === 1 ? 'it' : 'them';
  return describeAddingNothing(addingNothing).map(
    (sentence) => `${sentence} Without ${pronoun} the corpus is the same.`,
  );
}

function worthDropping(shares: readonly ContainedShare[]): ContainedShare[] {
  return shares.filter((entry) => entry.share >= WORTH_DROPPING);
}

/** Each file once, with the other that holds most of it. */
function largestOfEach(shares: readonly ContainedShare[]): ContainedShare[] {
  const byFile = new Map<string, ContainedShare>();
  for (const entry of shares) if (!byFile.has(entry.file)) byFile.set(entry.file, entry);
  return [...byFile.values()];
}

function heatMap(overlap: readonly FileOverlap[], folder: string, about: string): SectionBlock {
  const drawn = filesToDraw(overlap);
  const places = new Map(drawn.map((path, place) => [path, place]));
  const shares = drawn.map((_, row) => drawn.map((_, column) => noShare(row, column)));
  for (const { files, shared, held } of overlap) {
    const [a, b] = files.map((path) => places.get(path));
    if (a === undefined || b === undefined) continue;
    shares[a]?.splice(b, 1, shared / Math.max(1, held[0]));
    shares[b]?.splice(a, 1, shared / Math.max(1, held[1]));
  }
  const names = shortFileNames(drawn.map((path) => path.slice(folder.length)));
  return { kind: 'chart', about, chart: { kind: 'heat', names, shares } };
}

function noShare(row: number, column: number): number | undefined {
  return row === column ? undefined : 0;
}

/** The files of the largest overlaps, as many as there is room for, by name. */
function filesToDraw(overlap: readonly FileOverlap[]): string[] {
  const drawn = new Set<string>();
  for (const { files } of overlap) {
    const more = files.filter((path) => !drawn.has(path));
    if (drawn.size + more.length <= MOST_FILES_DRAWN) more.forEach((path) => drawn.add(path));
  }
  return [...drawn].sort();
}

const heatNote = {
  kind: 'note',
  text: 'A square tells how many percent of the file in its line stand also in the file of its column. Rows that a file repeats are shared once, so that of such a file it is more.',
} as const;

function pairTable(shares: readonly ContainedShare[]): TableBlock {
  return {
    kind: 'table',
    caption: 'Pairs of files that share rows',
    columns: [
      { title: 'of this file', numeric: false },
      { title: 'so much', numeric: true },
      { title: 'is in', numeric: false },
      { title: 'advice', numeric: false },
      { title: 'shared rows', numeric: true },
      { title: 'its rows', numeric: true },
      { title: 'of the other', numeric: true },
    ],
    rows: shares.map(({ file, other, shared, held, share, otherShare }): Cell[] => [
      textCell(file),
      { ...textCell(formatPercent(share)), value: share },
      textCell(other),
      share >= WORTH_DROPPING ? textCell('leave it out', 'fault') : textCell(''),
      countCell(shared),
      countCell(held),
      { ...textCell(formatPercent(otherShare)), value: otherShare },
    ]),
    left: 0,
  };
}
