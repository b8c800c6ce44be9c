import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { heatChart } from './heat-chart.ts';

test('a square tells its share in whole percent, 100 only of all, and nothing where a file meets itself or shares no row', () => {
  const svg = renderToString(
    heatChart({
      kind: 'heat',
      names: ['a', 'b', 'c'],
      shares: [
        [undefined, 0.998, 0],
        [0.004, undefined, 1],
        [0, 0.357, undefined],
      ],
    }),
  );

  expect(Array.from(svg.matchAll(/<title>([^<]*)</gu), ([, title]) => title)).toEqual([
    '99.8% of a is in b',
    '0.4% of b is in a',
    '100% of b is in c',
    '35.7% of c is in b',
  ]);
  expect(Array.from(svg.matchAll(/<\/rect><text[^>]*>([^<]*)</gu), ([, text]) => text)).toEqual([
    '99',
    '&lt;1',
    '100',
    '36',
  ]);
  expect(svg.split('class="self"')).toHaveLength(1 + 3);
  expect(svg.split('class="none"')).toHaveLength(1 + 2);
});

test('a darker square stands for a larger share', () => {
  const shares = [0.001, 0.1, 0.49, 0.5, 0.9, 1];
  const svg = renderToString(heatChart({ kind: 'heat', names: ['a'], shares: [shares] }));

  const opacities = Array.from(svg.matchAll(/fill-opacity="([\d.]+)"/gu), ([, value]) =>
    Number(value),
  );
  expect(opacities).toEqual([...opacities].sort((a, b) => a - b));
  expect(new Set(opacities).size).toBe(shares.length);
});
