import { expect, test } from 'vitest';
import { emptyReport, fullReport } from './corpus-report.testing.ts';
import { reportFindings } from './report-findings.ts';
import { reportSections } from './report-sections.ts';

test('findings are those of the page, in its order', () => {
  expect(reportFindings(emptyReport)).toEqual(['There are no rows to train on.']);
  expect(reportFindings(fullReport())).toEqual(
    reportSections(fullReport()).flatMap(({ findings }) => findings),
  );
});

test('a finding is of a length that a terminal can show, whatever a file is called', () => {
  const files = ['a', 'b'].map((letter) => `${letter.repeat(100_000)}.jsonl`);
  const overlap = [
    { files: [files[0] ?? '', files[1] ?? ''] as const, shared: 9, held: [9, 9] as const },
  ];

  const lengths = reportFindings({ ...emptyReport, overlap }).map(({ length }) => length);

  expect(Math.max(...lengths)).toBe(500);
});
