import { scaleLinear } from 'd3-scale';
import { type VNode } from 'preact';
import { visibleText } from '../../visible-text.ts';
import { formatPercent } from '../format-percent.ts';
import { fullShare } from '../full-share.ts';
import { type RangeChart } from '../report-section.ts';
import { element } from './element.ts';

/** Shares as bars over their usual ranges. Places are percentages of the width, so that it fits a phone with its texts at full size. */
export function rangeChart({ bars }: RangeChart): VNode {
  const most = fullShare(
    bars.flatMap(({ share, before = 0, usual }) => [share, before, usual?.most ?? 0]),
  );
  const scale = scaleLinear([0, most], [0, 100]).nice(5);
  return element(
    'div',
    { class: 'ranges' },
    bars.map((bar) => barView(bar, scale)),
    legend(bars),
  );
}

type Bar = RangeChart['bars'][number];

const HEIGHT = 22;
const BAR_HEIGHT = 10;

function barView(
  { name, share, before, usual, tone }: Bar,
  scale: (share: number) => number,
): VNode {
  const percent = (value: number): string => `${scale(value).toFixed(2)}%`;
  return element(
    'div',
    { class: `range ${tone}` },
    element('span', { class: 'range-name' }, element('bdi', {}, visibleText(name))),
    element(
      'svg',
      { width: '100%', height: HEIGHT },
      element('rect', { class: 'track', width: '100%', y: HEIGHT / 2 - 0.5, height: 1 }),
      usual !== undefined &&
        element('rect', {
          class: 'usual',
          x: percent(usual.least),
          width: `${(scale(usual.most) - scale(usual.least)).toFixed(2)}%`,
          y: 1,
          height: HEIGHT - 2,
        }),
      element('rect', {
        class: 'share',
        width: percent(share),
        y: (HEIGHT - BAR_HEIGHT) / 2,
        height: BAR_HEIGHT,
      }),
      before !== undefined &&
        element('line', {
          class: 'before',
          x1: percent(before),
          x2: percent(before),
          y1: 2,
          y2: HEIGHT - 2,
        }),
    ),
    element('span', { class: 'range-share' }, formatPercent(share)),
  );
}

function legend(bars: readonly Bar[]): VNode | undefined {
  const keys = [
    ...(bars.some((bar) => bar.usual !== undefined) ? [['usual', 'usual range']] : []),
    ...(bars.some((bar) => bar.before !== undefined) ? [['before', 'share before']] : []),
  ];
  if (keys.length === 0) return undefined;
  return element(
    'div',
    { class: 'legend' },
    keys.map(([key, text]) =>
      element('span', {}, element('i', { class: `key-${key ?? ''}` }), text),
    ),
  );
}
