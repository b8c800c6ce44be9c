import { type VNode } from 'preact';
import { cutMiddle, displayWidth } from '../../display-width.ts';
import { visibleText } from '../../visible-text.ts';
import { formatPercent } from '../format-percent.ts';
import { type HeatChart } from '../report-section.ts';
import { element } from './element.ts';

/** Squares as dark as the share they stand for. Columns have the rows' numbers, because names on end are hard to read. */
export function heatChart({ names, shares }: HeatChart): VNode {
  const labels = names.map((name) => cutMiddle(visibleText(name), NAME_COLUMNS));
  const left = NUMBER_WIDTH + UNIT_WIDTH * Math.max(...labels.map((label) => displayWidth(label)));
  const side = Math.floor(
    Math.min(MOST_SIDE, Math.max(LEAST_SIDE, (PAGE_WIDTH - left) / names.length)),
  );
  const width = left + side * names.length;
  const height = TOP + side * names.length;
  return element(
    'svg',
    { class: 'heat', width, height, viewBox: `0 0 ${String(width)} ${String(height)}` },
    labels.map((label, row) => rowName(label, { row, left, side })),
    names.map((_, column) =>
      element(
        'text',
        { x: left + side * (column + 0.5), y: TOP - 7, 'text-anchor': 'middle' },
        String(column + 1),
      ),
    ),
    shares.map((line, row) =>
      line.map((share, column) => squareView({ names, share, row, column, left, side })),
    ),
  );
}

// Names are drawn at 11 pixels; a wider letter than most reaches into what is left of the numbers.
const UNIT_WIDTH = 6.6;
const NUMBER_WIDTH = 40;
const PAGE_WIDTH = 900;
const LEAST_SIDE = 21;
const MOST_SIDE = 38;
const TOP = 24;
const NAME_COLUMNS = 36;

interface RowPlace {
  readonly row: number;
  readonly left: number;
  readonly side: number;
}

function rowName(label: string, { row, left, side }: RowPlace): VNode {
  const y = TOP + side * (row + 0.5) + 4;
  return element(
    'g',
    {},
    element('text', { x: left - NUMBER_WIDTH + 8, y, 'text-anchor': 'end' }, label),
    element('text', { class: 'soft', x: left - 8, y, 'text-anchor': 'end' }, String(row + 1)),
  );
}

interface Square extends RowPlace {
  readonly names: readonly string[];
  readonly share: number | undefined;
  readonly column: number;
}

function squareView({ names, share, row, column, left, side }: Square): VNode {
  const x = left + side * column;
  const y = TOP + side * row;
  const place = { x: x + 1, y: y + 1, width: side - 2, height: side - 2 };
  if (share === undefined) return element('rect', { ...place, class: 'self' });
  if (share === 0) return element('rect', { ...place, class: 'none' });
  const about = `${formatPercent(share)} of ${names[row] ?? ''} is in ${names[column] ?? ''}`;
  return element(
    'g',
    { class: share >= 0.5 ? 'dark' : 'pale' },
    element(
      'rect',
      { ...place, class: 'square', 'fill-opacity': opacityOf(share) },
      element('title', {}, visibleText(about)),
    ),
    element(
      'text',
      { x: x + side / 2, y: y + side / 2 + 4, 'text-anchor': 'middle' },
      percentNumber(share),
    ),
  );
}

// The faintest share is still seen beside none at all, and no middle tone stands where neither text can be read on it.
function opacityOf(share: number): string {
  return (share >= 0.5 ? 0.7 + 0.6 * (share - 0.5) : 0.12 + 0.4 * share).toFixed(2);
}

/** Rounded as in the table of pairs; only a file that stands wholly in another is 100. */
function percentNumber(share: number): string {
  if (share < 0.01) return '<1';
  return String(share < 1 ? Math.min(99, Math.round(100 * share)) : 100);
}
