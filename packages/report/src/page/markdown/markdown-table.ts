import { formatCount } from '../../format-number.ts';
import { type Cell, type TableBlock } from '../report-section.ts';
import { markdownText } from './markdown-text.ts';

/** A table under its caption, figures to the right. */
export function markdownTable({ caption, columns, rows, left }: TableBlock): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    `**${markdownText(caption)}**`,
    '',
    line(columns.map(({ title }) => markdownText(title))),
    line(columns.map(({ numeric }) => (numeric ? '---:' : '---'))),
    ...rows.map((row) => line(row.map(cellText))),
    ...(left > 0 ? ['', `… and ${formatCount(left)} more`] : []),
  ].join('\n');
}

function cellText({ text, tone, bars }: Cell): string {
  if (bars.length > 0) return textBars(bars);
  const plain = markdownText(text);
  return tone === 'fault' && plain !== '' ? `**${plain}**` : plain;
}

const blocks = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** Amounts as a line of blocks, the highest as a full one; nothing is a blank. */
function textBars(bars: readonly number[]): string {
  const highest = Math.max(1, ...bars);
  return bars
    .map((amount) => {
      const height = Math.ceil((blocks.length * amount) / highest);
      return amount === 0 ? ' ' : (blocks[height - 1] ?? '');
    })
    .join('');
}
