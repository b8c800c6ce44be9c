import { expect, test } from 'vitest';
import { displayWidth } from './display-width.ts';
import {
  describeMissingSources,
  renderBucketTable,
  renderMixSourceTable,
  type MixFigures,
} from './mix-summary.ts';

const figures: MixFigures = {
  buckets: [
    { bucket: 'red_team', asked: '5000 rows', wanted: 5000, got: 4000, available: 4000 },
    { bucket: 'code', asked: '30%', wanted: 30_000, got: 30_000, available: 90_000 },
    { bucket: 'instruction', asked: '3', wanted: 39_000, got: 42_000, available: 90_000 },
  ],
  sources: [
    source('harbour_talks', {
      bucket: 'instruction',
      cap: 40_000,
      rows: 90_000,
      available: 40_000,
    }),
    source('code_alpaca', { rows: 20, available: 20 }),
    source('all_of_another', { got: 0 }),
    source('gone', { there: false, cap: 1500 }),
    source('gone_too', { there: false, bucket: 'code' }),
  ],
};

test('shows what each bucket was to have, has and could have had, and the sums', () => {
  expect(renderBucketTable(figures).split('\n')).toEqual([
    'bucket           asked  wanted     got   share  available',
    '───────────  ─────────  ──────  ──────  ──────  ─────────',
    'red_team     5000 rows   5,000   4,000   5.26%      4,000',
    'code               30%  30,000  30,000  39.47%     90,000',
    'instruction          3  39,000  42,000  55.26%     90,000',
    'all buckets             74,000  76,000            184,000',
  ]);
});

test('a mix without a row has shares of zero, not of nothing', () => {
  const buckets = [{ bucket: 'code', asked: '1', wanted: 10, got: 0, available: 0 }];

  expect(renderBucketTable({ buckets, sources: [] }).split('\n')[2]).toBe(
    'code             1      10    0  0.00%          0',
  );
});

test('shows the sources that are there, also without rows of their own, without a figure where there is no cap', () => {
  expect(renderMixSourceTable(figures).split('\n')).toEqual([
    'source          bucket         rows     cap  available  got',
    '──────────────  ───────────  ──────  ──────  ─────────  ───',
    'harbour_talks   instruction  90,000  40,000     40,000    7',
    'code_alpaca     by category      20                 20    7',
    'all_of_another  by category       0                  0    0',
  ]);
});

test('names the sources that are not there, with what they would have given', () => {
  expect(describeMissingSources(figures)).toEqual([
    'gone (up to 1,500, by category)',
    'gone_too (all of its rows, code)',
  ]);
});

test.each([60, 80])(
  'figures of a hundred million rows stand whole in %i columns, whatever a source is called',
  (widthColumns) => {
    const most = 999_999_999;
    const long = source(`external/${'very_long_'.repeat(30)}/end`, {
      bucket: 'instruction',
      ...(widthColumns === 80 && { cap: most }),
      rows: most,
      available: most,
    });
    const buckets = [
      { bucket: 'instruction', asked: '0.45', wanted: most, got: most, available: most },
    ];

    const tables = [
      renderBucketTable({ buckets, sources: [] }, widthColumns),
      renderMixSourceTable({ buckets, sources: [long] }, widthColumns),
    ].map((table) => table.split('\n'));

    expect(Math.max(...tables.flat().map(displayWidth))).toBeLessThanOrEqual(widthColumns);
    expect(tables[0]?.[2]?.match(/999,999,999/gu)).toHaveLength(3);
    expect(tables[1]?.[2]?.match(/999,999,999/gu)).toHaveLength(widthColumns === 80 ? 3 : 2);
    expect(tables[1]?.[2]).toMatch(/^e\S*…\S*d /u);
  },
);

test('a hostile name stays on its line and gives the terminal no orders', () => {
  const hostile = source('a\n\u001b[2Jb\u202e', { rows: 1, available: 1 });

  const lines = renderMixSourceTable({ buckets: [], sources: [hostile] }).split('\n');

  expect(lines).toHaveLength(3);
  expect(lines[2]).toBe(String.raw`a\n\u001b[2Jb\u202e  by category     1               1    7`);
});

function source(
  name: string,
  given: Partial<MixFigures['sources'][number]>,
): MixFigures['sources'][number] {
  return { name, bucket: null, cap: null, there: true, rows: 0, available: 0, got: 7, ...given };
}
