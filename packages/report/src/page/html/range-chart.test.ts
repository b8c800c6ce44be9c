import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { type RangeChart } from '../report-section.ts';
import { rangeChart } from './range-chart.ts';

test('bars, ranges and marks of before share one scale, which ends at a round share', () => {
  const svg = renderToString(
    rangeChart({
      kind: 'ranges',
      bars: [
        {
          name: 'Code/Debugging',
          share: 0.2,
          before: 0.35,
          usual: { least: 0.08, most: 0.1 },
          tone: 'fault',
        },
        { ...plainBar, name: '<b>', share: 0.38 },
      ],
    }),
  );

  // The scale ends at 40 %.
  expect(svg).toContain('class="usual" x="20.00%" width="5.00%"');
  expect(svg).toContain('class="before" x1="87.50%" x2="87.50%"');
  expect(Array.from(svg.matchAll(/class="share" width="([^"]*)"/gu), ([, width]) => width)).toEqual(
    ['50.00%', '95.00%'],
  );
  expect(svg).toContain('<bdi>&lt;b></bdi>');
  expect(svg).toContain('usual range</span>');
});

test('a share of a tenth of a percent is no full bar, though it is the largest', () => {
  const svg = renderToString(
    rangeChart({ kind: 'ranges', bars: [{ ...plainBar, share: 0.001 }, plainBar] }),
  );

  expect(svg).toContain('class="share" width="1.00%"');
});

test('shares of nothing are drawn as nothing, without a legend', () => {
  const svg = renderToString(rangeChart({ kind: 'ranges', bars: [plainBar] }));

  expect(svg).toContain('class="share" width="0.00%"');
  expect(svg).not.toContain('legend');
});

const plainBar: RangeChart['bars'][number] = {
  name: 'a',
  share: 0,
  before: undefined,
  usual: undefined,
  tone: 'plain',
};
