import { formatPercent } from '../format-percent.ts';
import { fullShare } from '../full-share.ts';
import { type Chart, type HistogramPanel, type TableBlock } from '../report-section.ts';
import { countCell, textCell } from '../cells.ts';
import { markdownTable } from './markdown-table.ts';

/** A picture as a table with bars of text; undefined where the table that follows shows as much. */
export function markdownChart(chart: Chart): string | undefined {
  switch (chart.kind) {
    case 'flow':
    case 'heat':
      return undefined;
    case 'ranges':
      return markdownTable(rangeTable(chart.bars));
    case 'histograms':
      return chart.panels.map((panel) => markdownTable(panelTable(panel))).join('\n\n');
  }
}

const WIDTH = 30;

function textBar(amount: number, most: number): string {
  if (amount === 0) return '';
  return '█'.repeat(Math.max(1, Math.round((WIDTH * amount) / Math.max(most, Number.MIN_VALUE))));
}

function rangeTable(bars: Extract<Chart, { kind: 'ranges' }>['bars']): TableBlock {
  const most = fullShare(bars.map((bar) => bar.share));
  return {
    kind: 'table',
    caption: 'Shares',
    columns: [
      { title: 'name', numeric: false },
      { title: 'share', numeric: true },
      { title: 'as a bar', numeric: false },
    ],
    rows: bars.map(({ name, share }) => [
      textCell(name),
      textCell(formatPercent(share)),
      textCell(textBar(share, most)),
    ]),
    left: 0,
  };
}

function panelTable({ title, bars, marks }: HistogramPanel): TableBlock {
  const most = Math.max(0, ...bars.map((bar) => bar.amount));
  const noted = marks.length === 0 ? '' : ` (${marks.map((mark) => mark.name).join(', ')})`;
  return {
    kind: 'table',
    caption: `${title}${noted}`,
    columns: [
      { title: 'from', numeric: true },
      { title: 'rows', numeric: true },
      { title: 'as a bar', numeric: false },
    ],
    rows: bars.map(({ name, amount }) => [
      textCell(name),
      countCell(amount),
      textCell(textBar(amount, most)),
    ]),
    left: 0,
  };
}
