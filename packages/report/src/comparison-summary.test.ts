import { expect, test } from 'vitest';
import { renderComparisonMarkdown } from './comparison-markdown.ts';
import { renderComparison } from './comparison-summary.ts';
import { describeComparison } from './comparison-tables.ts';
import { displayWidth } from './display-width.ts';
import { type CorpusComparison } from './page/corpus-report.ts';

const comparison: CorpusComparison = {
  before: { manifest: 'before.json', rows: 400, read: 500, duplicates: 80, bytes: 1_200_000 },
  after: { manifest: 'after.json', rows: 420, read: 460, duplicates: 40, bytes: 1_100_000 },
  labels: [
    { name: 'Instruction/General', before: 300, after: 210 },
    { name: 'Code/Debugging', before: 100, after: 210 },
  ],
  sources: [
    { name: 'beta', before: 0, after: 110 },
    { name: 'alpha', before: 100, after: 50 },
    { name: 'old', before: 40, after: 0 },
    { name: 'same', before: 260, after: 260 },
  ],
  rejected: [{ name: 'not_text', before: 20, after: 0 }],
};

test('shows what changed, part by part, and names what is new and gone', () => {
  expect(renderComparison(comparison).split('\n')).toEqual([
    'before  before.json',
    'after   after.json',
    '        420 rows, 20 more than before; 1 source is new, 1 source is gone',
    '',
    '            before   after     change       %',
    '──────────  ──────  ──────  ─────────  ──────',
    'rows           400     420        +20   +5.0%',
    'read           500     460        -40   -8.0%',
    'duplicates      80      40        -40  -50.0%',
    'rejected        20       0        -20',
    'bytes       1.2 MB  1.1 MB  -100.0 kB   -8.3%',
    '',
    'category             before   share  after   share  change  points',
    '───────────────────  ──────  ──────  ─────  ──────  ──────  ──────',
    'Instruction/General     300  75.00%    210  50.00%     -90  -25.00',
    'Code/Debugging          100  25.00%    210  50.00%    +110  +25.00',
    '',
    'source  before  after  change       %',
    '──────  ──────  ─────  ──────  ──────  ────',
    'beta         0    110    +110          new',
    'alpha      100     50     -50  -50.0%',
    'old         40      0     -40          gone',
    '1 other is unchanged.',
    '',
    'rejected for  before  after  change  %',
    '────────────  ──────  ─────  ──────  ─  ────',
    'not_text          20      0     -20     gone',
  ]);
});

test('says in words where nothing is there or nothing changed', () => {
  const side = { manifest: 'm.json', rows: 5, read: 5, duplicates: 0, bytes: 900 };
  const same = { name: 'alpha', before: 5, after: 5 };
  const unchanged = {
    before: side,
    after: side,
    labels: [{ ...same, name: 'Code/Debugging' }],
    sources: [same],
    rejected: [],
  };
  const empty = { ...side, rows: 0, read: 0, bytes: 0 };
  const nothing = { before: empty, after: empty, labels: [], sources: [], rejected: [] };

  const [one, other] = [renderComparison(unchanged), renderComparison(nothing)];

  expect(one).toContain('\n        5 rows, as many as before\n');
  expect(one).toContain('\nrows             5      5       0\n');
  expect(one).toMatch(
    /\n\nsource: The only one is unchanged\.\n\nrejected for: Neither has any\.$/u,
  );
  expect(other).toContain('\n\ncategory: Neither has a row.\n\nsource: Neither has any.');
});

test('a change that rounds to nothing has no sign', () => {
  const text = renderComparison({
    ...comparison,
    before: { ...comparison.before, rows: 1_000_000 },
    after: { ...comparison.after, rows: 1_000_001 },
    labels: [{ name: 'Code/Debugging', before: 100_000, after: 100_000 }],
  });

  expect(text).toContain('\nrows        1,000,000  1,000,001         +1    0.0%\n');
  expect(text).toMatch(/\nCode\/Debugging .* 0 +0\.00\n/u);
});

test('writes the same as Markdown, with names that cannot break a table', () => {
  const sources = [{ name: 'a|b<script>', before: 0, after: 110 }];

  const text = renderComparisonMarkdown({ ...comparison, sources });

  expect(text).toContain(
    'From before.json to after.json: 420 rows, 20 more than before; 1 source is new.\n\n',
  );
  expect(text).toContain(
    '\n\n**category**\n\n' +
      '| category | before | share | after | share | change | points |\n' +
      '| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n' +
      '| Instruction/General | 300 | 75.00% | 210 | 50.00% | \\-90 | \\-25.00 |\n',
  );
  expect(text).toContain('| a\\|b&lt;script> | 0 | 110 | \\+110 |  | new |');
});

test('cuts names that Markdown has no room for', () => {
  const sources = [{ name: 'n'.repeat(100_000), before: 0, after: 110 }];

  const text = renderComparisonMarkdown({ ...comparison, sources });

  expect(text).toContain(`\n| ${'n'.repeat(199)}… | 0 | 110 |`);
});

test('counts what is beyond the hundred largest changes', () => {
  const sources = Array.from({ length: 105 }, (_, index) => ({
    name: `s${String(index)}`,
    before: 0,
    after: 1,
  }));

  const text = renderComparison({ ...comparison, sources });

  expect(text).toContain('\n5 more changed; --json names all.\n');
  expect(describeComparison({ ...comparison, sources })).toBe(
    '420 rows, 20 more than before; 105 sources are new',
  );
});

test('fits 80 columns whatever the names and counts, and gives the terminal no orders', () => {
  const row = { name: `${'a/'.repeat(60)}\u001b[2J\n`, before: 99_999_999, after: 8_888_888 };
  const side = { ...comparison.before, rows: 99_999_999, read: 99_999_999, duplicates: 0 };
  const large = {
    before: side,
    after: { ...side, manifest: row.name },
    labels: [row],
    sources: [row],
    rejected: [row],
  };

  const text = renderComparison(large);

  expect(text).not.toContain('\u001b');
  expect(Math.max(...text.split('\n').slice(3).map(displayWidth))).toBeLessThanOrEqual(80);
});
