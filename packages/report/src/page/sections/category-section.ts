import { formatCount } from '../../format-number.ts';
import { changeCell, countCell, shareCell, textCell } from '../cells.ts';
import { type CorpusReport, type LabelShare } from '../corpus-report.ts';
import { formatPercent } from '../format-percent.ts';
import {
  type Cell,
  type ReportSection,
  type SectionBlock,
  type TableBlock,
  type Tone,
} from '../report-section.ts';
import { countOf, listOf } from '../words.ts';
import { keptNote } from './kept-note.ts';

/** Each label's share against the range in which it usually lies, and against an earlier corpus where one was given. */
export function categorySection(report: CorpusReport): ReportSection {
  const { labels, comparison, headline } = report;
  const filled = labels.filter((entry) => entry.rows > 0);
  return {
    id: 'categories',
    title: 'Categories',
    lead: describeLabels(labels),
    // A mix is weighted as its profile says: a usual share is none that it should have.
    findings:
      headline.kind === 'mix' || filled.length === 0
        ? []
        : [...outsideRange(report, 'above'), ...outsideRange(report, 'below')],
    blocks: [
      ...(comparison === undefined ? [] : [comparisonNote(comparison)]),
      ...(filled.length === 0
        ? []
        : [...keptNote(headline), chartOf(report), tableOf(report), ...usualNote(labels)]),
    ],
  };
}

type Comparison = NonNullable<CorpusReport['comparison']>;

function describeLabels(labels: readonly LabelShare[]): string {
  if (labels.every((entry) => entry.rows === 0))
    return 'There are no rows, so there are no shares.';
  const judged = labels.filter((entry) => entry.verdict !== undefined);
  if (judged.length === 0) return `${countOf(labels.length, 'label')}; none has a target range.`;
  const outside = [namesOf(judged, 'above'), namesOf(judged, 'below')].filter(
    (part) => part !== '',
  );
  const all = judged.length === 1 ? 'The one label' : `All ${formatCount(judged.length)} labels`;
  return outside.length === 0
    ? `${all} with a usual range ${judged.length === 1 ? 'lies' : 'lie'} within it.`
    : `${outside.join('; ')}.`;
}

function namesOf(labels: readonly LabelShare[], verdict: 'above' | 'below'): string {
  const names = labels.filter((entry) => entry.verdict === verdict).map((entry) => entry.label);
  if (names.length === 0) return '';
  const range = names.length === 1 ? 'its usual range' : 'their usual range';
  return `${countOf(names.length, 'label')} ${verdict} ${range}: ${listOf(names, 5)}`;
}

/** The labels furthest from their range, by how many times they are too much or too little. */
function outsideRange({ labels, headline }: CorpusReport, verdict: 'above' | 'below'): string[] {
  const outside = labels
    .flatMap((entry) =>
      entry.verdict === verdict && entry.target ? [{ ...entry, target: entry.target }] : [],
    )
    .map(({ label, share, target }) => ({
      text: `${label} ${formatPercent(share)} (usually ${rangeText(target)})`,
      times:
        verdict === 'above'
          ? share / target.most
          : target.least / Math.max(share, Number.MIN_VALUE),
    }))
    .sort((a, b) => b.times - a.times)
    .map(({ text }) => text);
  // What was balanced or put in order is told what it is; only a merge is to be made otherwise.
  const advice = headline.kind === 'corpus' ? adviceOn[verdict] : '';
  return outside.length === 0
    ? []
    : [`${verdict === 'above' ? 'Above' : 'Below'} the usual range: ${listOf(outside)}.${advice}`];
}

const adviceOn = {
  above: ' Cap their sources, or let llamaforge balance leave some out.',
  below: ' Add rows of them, or let llamaforge balance leave out others.',
} as const;

/** As exact as the range is meant, for a share is judged by it: `0.45% to 0.75%`, `8% to 10%`. */
function rangeText({ least, most }: { readonly least: number; readonly most: number }): string {
  return `${boundText(least)} to ${boundText(most)}`;
}

function boundText(share: number): string {
  return `${String(Number((100 * share).toFixed(2)))}%`;
}

function usualNote(labels: readonly LabelShare[]): SectionBlock[] {
  if (labels.every(({ target }) => target === undefined)) return [];
  return [
    {
      kind: 'note',
      text: 'Usual is what the corpus of a general assistant holds; one for another purpose may well be otherwise.',
    },
  ];
}

function comparisonNote({ before, after }: Comparison): SectionBlock {
  const change = after.rows - before.rows;
  const how =
    change === 0
      ? 'as many rows'
      : `${countOf(Math.abs(change), 'row')} ${change > 0 ? 'more' : 'fewer'}`;
  return {
    kind: 'note',
    text: `Before: ${before.manifest}, ${countOf(before.rows, 'row')}. Now: ${how}.`,
  };
}

const toneOf: Readonly<Record<NonNullable<LabelShare['verdict']>, Tone>> = {
  below: 'notice',
  within: 'good',
  above: 'fault',
};

function chartOf({ labels, comparison }: CorpusReport): SectionBlock {
  return {
    kind: 'chart',
    about: `Shares by label. ${describeLabels(labels)}`,
    chart: {
      kind: 'ranges',
      bars: labels.map(({ label, share, target, verdict }) => ({
        name: label,
        share,
        before: comparison === undefined ? undefined : shareBefore(comparison, label),
        usual: target,
        tone: verdict === undefined ? 'plain' : toneOf[verdict],
      })),
    },
  };
}

function shareBefore(comparison: Comparison, label: string): number {
  const rows = comparison.labels.find((entry) => entry.name === label)?.before ?? 0;
  return comparison.before.rows === 0 ? 0 : rows / comparison.before.rows;
}

function tableOf({ labels, comparison }: CorpusReport): TableBlock {
  const all = labels.reduce((sum, entry) => sum + entry.rows, 0);
  const here = new Set(labels.map((entry) => entry.label));
  const gone = comparison?.labels.filter(({ name, before }) => !here.has(name) && before > 0) ?? [];
  return {
    kind: 'table',
    caption: 'Rows and share by label',
    columns: [
      { title: 'label', numeric: false },
      { title: 'rows', numeric: true },
      { title: 'share', numeric: true },
      { title: 'usual range', numeric: true },
      { title: 'verdict', numeric: false },
      ...(comparison === undefined ? [] : changeColumns),
    ],
    rows: [
      ...labels.map((entry) => [
        ...labelCells(entry, all),
        ...(comparison === undefined ? [] : changeCells(comparison, entry.label)),
      ]),
      ...gone.map(({ name }) => [
        ...labelCells(
          { label: name, rows: 0, share: 0, target: undefined, verdict: undefined },
          all,
        ),
        ...(comparison === undefined ? [] : changeCells(comparison, name)),
      ]),
    ],
    left: 0,
  };
}

const changeColumns = [
  { title: 'before', numeric: true },
  { title: 'share before', numeric: true },
  { title: 'change', numeric: true },
] as const;

function labelCells({ label, rows, target, verdict }: LabelShare, all: number): Cell[] {
  const range = target === undefined ? textCell('') : textCell(rangeText(target));
  return [
    textCell(label),
    countCell(rows),
    shareCell(rows, all),
    { ...range, value: target?.least },
    textCell(verdict ?? '', verdict === undefined ? 'plain' : toneOf[verdict]),
  ];
}

function changeCells({ before: { rows }, labels }: Comparison, label: string): Cell[] {
  const entry = labels.find(({ name }) => name === label) ?? { before: 0, after: 0 };
  return [
    countCell(entry.before),
    shareCell(entry.before, rows),
    changeCell(entry.before, entry.after),
  ];
}
