import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { fullReport } from '../corpus-report.testing.ts';
import { type HistogramPanel } from '../report-section.ts';
import { lengthSection } from '../sections/length-section.ts';
import { histogramChart } from './histogram-chart.ts';

test('a bar is as high as its amount, and one that is there at all is seen', () => {
  const svg = draw({
    bars: [100_000, 50_000, 1, 0].map((amount, at) => ({ name: String(at), amount })),
  });

  expect(
    Array.from(svg.matchAll(/class="bar"[^>]* height="([^"]*)"/gu), ([, height]) => height),
  ).toEqual(['110.0', '55.0', '1.0']);
  expect(svg).toContain('<title>0: 100,000 rows</title>');
});

test('a mark stands between the bars that its place is between, and never outside', () => {
  const bars = ['1', '2', '4', '8'].map((name) => ({ name, amount: 1 }));
  const marks = [
    { name: 'median', place: 0.5 },
    { name: 'p95', place: 99 },
  ];

  const svg = draw({ bars, marks });

  expect(Array.from(svg.matchAll(/<line x1="([^"]*)"/gu), ([, x]) => x)).toEqual([
    '100.00%',
    '25.00%',
  ]);
});

test('a median of a power of two stands where that bar begins', () => {
  const [lengths] = fullReport().lengths;
  if (lengths === undefined) throw new Error('There are no lengths.');
  const bins = [0, 0, 0, 0, 5, 5, 5, 5];
  const section = lengthSection({
    ...fullReport(),
    lengths: [{ ...lengths, category: 'all', bins, median: 64, p95: 96 }],
  });

  expect(section.blocks.find((block) => block.kind === 'chart')?.chart).toEqual({
    kind: 'histograms',
    panels: [
      {
        title: 'instruction',
        note: '',
        bars: ['16', '32', '64', '128'].map((name) => ({ name, amount: 5 })),
        marks: [
          { name: 'median 64', place: 1.5 },
          { name: 'p95 96', place: Math.log2(96) - 4.5 },
        ],
      },
    ],
  });
});

function draw(panel: Partial<HistogramPanel>): string {
  const whole = { title: 'output', note: '', bars: [], marks: [], ...panel };
  return renderToString(histogramChart({ kind: 'histograms', panels: [whole] }));
}
