import { expect, test } from 'vitest';
import { emptyReport } from '../corpus-report.testing.ts';
import { type ReportHeadline } from '../corpus-report.ts';
import { categorySection } from './category-section.ts';

test('a usual range is as exact as a share is judged by it', () => {
  const { blocks } = sectionOf('corpus');

  const tables = blocks.filter((block) => block.kind === 'table');
  expect(tables.map(({ rows }) => rows.map((cells) => cells[3]?.text))).toEqual([
    ['0.45% to 0.75%', '5.25% to 8.75%'],
  ]);
});

test('what to do is said of a merge, and of a selection only what it is', () => {
  expect(sectionOf('corpus').findings).toEqual([
    'Above the usual range: Math 0.8% (usually 0.45% to 0.75%). Cap their sources, or let llamaforge balance leave some out.',
    'Below the usual range: Narrative 5.0% (usually 5.25% to 8.75%). Add rows of them, or let llamaforge balance leave out others.',
  ]);
  expect(sectionOf('balance').findings).toEqual([
    'Above the usual range: Math 0.8% (usually 0.45% to 0.75%).',
    'Below the usual range: Narrative 5.0% (usually 5.25% to 8.75%).',
  ]);
  expect(sectionOf('mix').findings).toEqual([]);
});

function sectionOf(kind: ReportHeadline['kind']): ReturnType<typeof categorySection> {
  return categorySection({
    ...emptyReport,
    headline: { ...emptyReport.headline, kind, rows: 1000 },
    labels: [
      {
        label: 'Math',
        rows: 8,
        share: 0.008,
        target: { least: 0.0045, most: 0.0075 },
        verdict: 'above',
      },
      {
        label: 'Narrative',
        rows: 50,
        share: 0.05,
        target: { least: 0.0525, most: 0.0875 },
        verdict: 'below',
      },
    ],
  });
}
