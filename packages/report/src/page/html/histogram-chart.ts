import { scaleLinear } from 'd3-scale';
import { type VNode } from 'preact';
import { formatCount } from '../../format-number.ts';
import { type HistogramChart, type HistogramPanel } from '../report-section.ts';
import { element } from './element.ts';

/** Amounts as bars, each panel with its own scale, side by side where there is room. */
export function histogramChart({ panels }: HistogramChart): VNode {
  return element('div', { class: 'panels' }, panels.map(panelView));
}

const TOP = 34;
const BARS = 110;
const HEIGHT = TOP + BARS + 22;

// So many names stand side by side in a third of the page's width.
const MOST_NAMES = 8;

function panelView({ title, note, bars, marks }: HistogramPanel): VNode {
  const step = 100 / Math.max(1, bars.length);
  const across = scaleLinear([-0.5, bars.length - 0.5], [0, 100]);
  const percent = (place: number): string => `${across(place).toFixed(2)}%`;
  const each = Math.ceil(bars.length / MOST_NAMES);
  return element(
    'figure',
    { class: 'panel' },
    element(
      'figcaption',
      {},
      element('b', {}, title),
      note !== '' && element('span', { class: 'note' }, ` ${note}`),
    ),
    element(
      'svg',
      { width: '100%', height: HEIGHT },
      bars.map((bar, index) =>
        barView(bar, { x: percent(index - 0.5), width: step, highest: highestOf(bars) }),
      ),
      element('rect', { class: 'axis', width: '100%', y: TOP + BARS, height: 1 }),
      bars.map(({ name }, index) =>
        index % each === 0
          ? element('text', { x: percent(index), y: HEIGHT - 5, 'text-anchor': 'middle' }, name)
          : undefined,
      ),
      // The line furthest right has its name on top, so that no name to its left crosses a line.
      [...marks]
        .sort((a, b) => b.place - a.place)
        .map((mark, index) => markView(mark.name, { place: across(mark.place), index })),
    ),
  );
}

function highestOf(bars: HistogramPanel['bars']): number {
  return Math.max(1, ...bars.map((bar) => bar.amount));
}

interface BarPlace {
  readonly x: string;
  readonly width: number;
  readonly highest: number;
}

function barView(
  { name, amount }: HistogramPanel['bars'][number],
  { x, width, highest }: BarPlace,
): VNode | undefined {
  if (amount === 0) return undefined;
  const height = Math.max(1, (BARS * amount) / highest);
  return element(
    'rect',
    {
      class: 'bar',
      x,
      width: `${(width * 0.92).toFixed(2)}%`,
      y: (TOP + BARS - height).toFixed(1),
      height: height.toFixed(1),
    },
    element('title', {}, `${name}: ${formatCount(amount)} rows`),
  );
}

/** A dashed line with its name above it, on the side where there is room. */
function markView(
  name: string,
  { place, index }: { readonly place: number; readonly index: number },
): VNode {
  const x = `${Math.min(100, Math.max(0, place)).toFixed(2)}%`;
  const y = 12 + 15 * index;
  const goesLeft = place > (index === 0 ? 55 : 35);
  return element(
    'g',
    { class: 'mark' },
    element('line', { x1: x, x2: x, y1: y - 9, y2: TOP + BARS }),
    element(
      'text',
      { x, dx: goesLeft ? -5 : 5, y, 'text-anchor': goesLeft ? 'end' : 'start' },
      name,
    ),
  );
}
