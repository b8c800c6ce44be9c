import { formatBytes, formatCount } from '../format-number.ts';
import { formatPercent } from './format-percent.ts';
import { type Cell, type Tone } from './report-section.ts';

/** A cell that is read and sorted as text. */
export function textCell(text: string, tone: Tone = 'plain'): Cell {
  return { text, value: undefined, tone, bars: [] };
}

/** A cell with a count, as `4,070,123`; an unknown one is empty and comes last. */
export function countCell(count: number | undefined, tone: Tone = 'plain'): Cell {
  return count === undefined
    ? textCell('')
    : { text: formatCount(count), value: count, tone: count === 0 ? 'quiet' : tone, bars: [] };
}

/** A cell with a part of a whole, as `8.1%`; of a whole of nothing it is 0. */
export function shareCell(part: number, whole: number, tone: Tone = 'plain'): Cell {
  const share = whole === 0 ? 0 : part / whole;
  return { text: formatPercent(share), value: share, tone, bars: [] };
}

/** A cell with how far a count went up or down, as `+1,204`. */
export function changeCell(before: number, after: number): Cell {
  const change = after - before;
  const sign = change > 0 ? '+' : '−';
  const text = change === 0 ? '0' : `${sign}${formatCount(Math.abs(change))}`;
  return { text, value: change, tone: change === 0 ? 'quiet' : 'plain', bars: [] };
}

/** A cell with an amount of bytes, as `4.2 GB`, sorted by the exact one. */
export function bytesCell(bytes: number): Cell {
  return { ...textCell(formatBytes(bytes)), value: bytes };
}

/** A cell that is a small picture of amounts side by side. */
export function barsCell(bars: readonly number[]): Cell {
  return { text: '', value: undefined, tone: 'plain', bars };
}
