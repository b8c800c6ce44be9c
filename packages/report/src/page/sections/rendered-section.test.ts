import { expect, test } from 'vitest';
import { emptyReport } from '../corpus-report.testing.ts';
import { renderedSection } from './rendered-section.ts';

test('one row that trains as another does is told as one', () => {
  const headline = { ...emptyReport.headline, rows: 40 };

  const { lead, findings } = renderedSection({
    ...emptyReport,
    headline,
    rendered: { rows: 1, examples: [] },
  });

  expect([lead, ...findings]).toEqual([
    '1 row (2.5%) renders to the same prompt and answer as an earlier row; merge with --key rendered to remove it.',
    '1 row trains identically to an earlier one: merge with --key rendered.',
  ]);
});
