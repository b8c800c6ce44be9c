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
import { countOf } from '../words.ts';

/** Which files hold each other's rows, and which could be dropped for it. */
export function overlapSection({ files, overlap }: CorpusReport): ReportSection {
  const folder = commonFolder(files.map((file) => file.path));
  const shares = overlap
    .filter((pair) => pair.shared > 0)
    .map((pair) => containedShare(pair, folder))
    .sort((a, b) => b.share - a.share || b.shared - a.shared);
  const worthDropping = shares.filter((entry) => entry.share >= WORTH_DROPPING);
  return {
    id: 'overlap',
    title: 'Overlap between files',
    lead: describeOverlap(files.length, shares),
    findings: findingsOf(worthDropping),
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
  const dropping = shares.filter((entry) => entry.share >= WORTH_DROPPING).length;
  const most = `${formatPercent(largest.share)} of ${largest.file} is in ${largest.other}`;
  if (dropping === 0) return `No file stands nearly whole in another; the most: ${most}.`;
  return dropping === 1
    ? `${most}: drop it.`
    : `${formatCount(dropping)} files stand nearly whole in another; first of all, ${most}.`;
}

function findingsOf(worthDropping: readonly ContainedShare[]): string[] {
  const more = worthDropping.length - MOST_FINDINGS;
  return [
    ...worthDropping
      .slice(0, MOST_FINDINGS)
      .map(
        ({ file, other, share }) => `${formatPercent(share)} of ${file} is in ${other}: drop it.`,
      ),
    ...(more > 0
      ? [`${countOf(more, 'more file')} could be dropped: nine rows in ten stand in another.`]
      : []),
  ];
}

function heatMap(overlap: readonly FileOverlap[], folder: string, about: string): SectionBlock {
  const paths = new Set<string>();
  for (const { files } of overlap) {
    const joined = new Set([...paths, ...files]);
    if (joined.size <= MOST_FILES_DRAWN) files.forEach((path) => paths.add(path));
  }
  const drawn = [...paths].sort();
  const shares = new Map(
    overlap.flatMap(({ files: [a, b], shared, held }) => [
      [pairKey(a, b), held[0] === 0 ? 0 : shared / held[0]] as const,
      [pairKey(b, a), held[1] === 0 ? 0 : shared / held[1]] as const,
    ]),
  );
  return {
    kind: 'chart',
    about,
    chart: {
      kind: 'heat',
      names: drawn.map((path) => path.slice(folder.length)),
      shares: drawn.map((row) =>
        drawn.map((column) =>
          row === column ? undefined : (shares.get(pairKey(row, column)) ?? 0),
        ),
      ),
    },
  };
}

const heatNote = {
  kind: 'note',
  text: 'A square tells how many percent of the file in its line stand also in the file of its column.',
} as const;

function pairKey(first: string, second: string): string {
  return JSON.stringify([first, second]);
}

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
      share >= WORTH_DROPPING ? textCell('drop it', 'fault') : textCell(''),
      countCell(shared),
      countCell(held),
      { ...textCell(formatPercent(otherShare)), value: otherShare },
    ]),
    left: 0,
  };
}
