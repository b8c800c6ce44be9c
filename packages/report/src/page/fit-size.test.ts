import { expect, test } from 'vitest';
import { fullReport, reportRow, sourceNames } from './corpus-report.testing.ts';
import { type CorpusReport, type ReportRow } from './corpus-report.ts';
import { MOST_BYTES } from './fit-size.ts';
import { hostileReport } from './hostile-report.testing.ts';
import { renderReportPage } from './html/render-report-page.ts';
import { renderReportMarkdown } from './markdown/render-report-markdown.ts';

const texts = {
  'plain words': 'All work and no play. ',
  'texts that escapes make six times as long': '"&<>',
  'texts of three bytes a unit': '全長兩萬多公里',
};

test.each(Object.entries(texts))(
  'the largest report of %s stays below 2 MB, and shows twenty rows of each category',
  (_, text) => {
    const report = largestReport(text);

    const page = renderReportPage(report);
    const markdown = renderReportMarkdown(report);

    expect(sizeOf(page)).toBeLessThan(MOST_BYTES);
    expect(sizeOf(markdown)).toBeLessThan(MOST_BYTES);
    expect(page).toContain('Examples were shortened');
    expect(page.split('class="row"').length).toBeGreaterThan(12 * 20);
  },
);

test('names of four thousand characters in tables of three thousand lines stay below 2 MB too', () => {
  const long = '"<&>'.repeat(1000);
  const full = fullReport();
  const many = <T>(item: T): T[] => Array.from({ length: 3000 }, () => item);
  const [source] = full.sources;
  const [file] = full.files;
  const [tag] = full.tags;
  if (source === undefined || file === undefined || tag === undefined) throw new Error('No rows.');
  const report: CorpusReport = {
    ...hostileReport(),
    sources: many({ ...source, source: long, license: long }),
    files: many({ ...file, path: long }),
    tags: many({ ...tag, tag: long, about: long }),
    overlap: many({ files: [long, `${long}b`], shared: 10, held: [10, 10] }),
  };

  expect(sizeOf(renderReportPage(report))).toBeLessThan(MOST_BYTES);
  expect(sizeOf(renderReportMarkdown(report))).toBeLessThan(MOST_BYTES);
});

test('a report of usual size is shown whole', () => {
  const page = renderReportPage(fullReport());

  expect(sizeOf(page)).toBeLessThan(MOST_BYTES);
  expect(page).not.toContain('Examples were shortened');
});

function sizeOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** As large as one can be made: every row and example there is room for, each text as long as it may be. */
function largestReport(text: string): CorpusReport {
  const full = fullReport();
  const whole = longRow(text, 1500);
  const example = { row: longRow(text, 600), evidence: text.repeat(10) };
  return {
    ...full,
    readings: Array.from({ length: 12 }, (_, index) => ({
      category: `category_${String(index)}`,
      label: `Category ${String(index)}`,
      rows: Array.from({ length: 20 }, () => whole),
    })),
    tags: Array.from({ length: 25 }, (_, index) => ({
      tag: `tag_${String(index)}`,
      about: 'it is so',
      source: undefined,
      rows: 5000,
      of: 200_000,
      sources: sourceNames(50).map((source) => ({
        source,
        rows: 100,
        of: 4000,
        examples: [example, example, example],
      })),
    })),
  };
}

function longRow(text: string, units: number): ReportRow {
  const long = text.repeat(Math.ceil(units / text.length)).slice(0, units);
  return reportRow({ instruction: long, input: long, output: long });
}
