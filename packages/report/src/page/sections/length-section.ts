import { formatCount } from '../../format-number.ts';
import { barsCell, countCell, textCell } from '../cells.ts';
import { type CorpusReport, type LengthFigures } from '../corpus-report.ts';
import { formatPercent } from '../format-percent.ts';
import {
  type HistogramPanel,
  type ReportSection,
  type SectionBlock,
  type TableBlock,
} from '../report-section.ts';
import { sampleNote } from './sample-note.ts';

/** How long instructions, inputs and outputs are, over all rows and by category. */
export function lengthSection({ lengths, sample }: CorpusReport): ReportSection {
  const filled = lengths.filter((entry) => entry.rows > 0);
  return {
    id: 'lengths',
    title: 'Lengths',
    lead: describeLengths(filled),
    findings: [],
    blocks:
      filled.length === 0
        ? []
        : [
            sampleNote(sample),
            histograms(filled.filter((entry) => entry.category === 'all')),
            tableOf(filled),
          ],
  };
}

function describeLengths(lengths: readonly LengthFigures[]): string {
  const outputs = lengths.find((entry) => entry.field === 'output' && entry.category === 'all');
  if (outputs === undefined) return 'There are no rows to measure.';
  return (
    `Half of the outputs have at most ${formatCount(outputs.median)} characters, ` +
    `one in twenty has more than ${formatCount(outputs.p95)}.`
  );
}

function histograms(lengths: readonly LengthFigures[]): SectionBlock {
  return {
    kind: 'chart',
    about: `Characters by field: ${lengths.map(describeField).join('; ')}.`,
    chart: { kind: 'histograms', panels: lengths.map(panelOf) },
  };
}

function describeField({ field, median, p95 }: LengthFigures): string {
  return `${field} median ${formatCount(median)}, p95 ${formatCount(p95)}`;
}

function panelOf({ field, bins, median, p95, empty, rows }: LengthFigures): HistogramPanel {
  const first = Math.max(
    0,
    bins.findIndex((amount) => amount > 0),
  );
  const drawn = bins.slice(first, 1 + bins.findLastIndex((amount) => amount > 0));
  // A bin's middle stands at a whole number, so its lower edge lies half a bin before.
  const place = (characters: number): number => Math.log2(Math.max(1, characters)) - first - 0.5;
  const marks = [
    { name: `median ${formatCount(median)}`, place: place(median) },
    { name: `p95 ${formatCount(p95)}`, place: place(p95) },
  ];
  return {
    title: field,
    note: empty === 0 ? '' : `${formatPercent(empty / Math.max(1, rows))} are empty`,
    bars: drawn.map((amount, index) => ({ name: powerName(first + index), amount })),
    marks: drawn.length === 0 ? [] : marks,
  };
}

/** Where a bin begins, as `512`, `4k` or `1M`. */
function powerName(exponent: number): string {
  if (exponent < 10) return String(2 ** exponent);
  return exponent < 20 ? `${String(2 ** (exponent - 10))}k` : `${String(2 ** (exponent - 20))}M`;
}

function tableOf(lengths: readonly LengthFigures[]): TableBlock {
  return {
    kind: 'table',
    caption: 'Characters by category and field',
    columns: [
      { title: 'category', numeric: false },
      { title: 'field', numeric: false },
      { title: 'median', numeric: true },
      { title: 'p95', numeric: true },
      { title: 'longest', numeric: true },
      { title: 'empty', numeric: true },
      { title: 'rows', numeric: true },
      { title: 'by power of two', numeric: false },
    ],
    rows: lengths.map((entry) => [
      textCell(entry.category),
      textCell(entry.field),
      countCell(entry.median),
      countCell(entry.p95),
      countCell(entry.longest),
      countCell(entry.empty),
      countCell(entry.rows),
      barsCell(entry.bins),
    ]),
    left: 0,
  };
}
