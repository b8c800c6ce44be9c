import { expect, test } from 'vitest';
import { emptyReport, fullReport } from '../corpus-report.testing.ts';
import { type CorpusReport, type ReportHeadline } from '../corpus-report.ts';
import { type SectionBlock } from '../report-section.ts';
import { categorySection } from './category-section.ts';
import { flowSection } from './flow-section.ts';
import { headlineSection } from './headline-section.ts';
import { keptNote } from './kept-note.ts';
import { sourceSection } from './source-section.ts';

test.each([
  [0, 0, []],
  [0, 39, ['Of the rows kept, those set aside among them.']],
  [118, 0, ['Of the rows kept, each once.']],
  [118, 87, ['Of the rows kept, those set aside among them, each once.']],
])('of %i replayed rows and %i set aside, says what shares are of', (replayed, setAside, texts) => {
  const headline = { ...emptyReport.headline, replayed, setAside };

  expect(keptNote(headline).map((note) => note.text)).toEqual(texts);
});

test('rows set aside and replayed ones are told from those of the file, and shares are of what was read', () => {
  const report = curriculum();

  expect(figureNotes(headlineSection(report.headline).blocks)).toEqual([
    ['Rows', '118 of them replayed; 87 more set aside for validation'],
    ['Size', '0 bytes'],
    ['Removed', '20.0% of the rows read'],
    ['Verification', '12 checks'],
  ]);
  expect(meaningOf(flowSection(report).blocks, 'kept')).toBe(
    'stand in the corpus or are set aside',
  );
  for (const section of [categorySection(report), sourceSection(report)]) {
    expect(section.blocks.slice(0, 1)).toEqual(keptNote(report.headline));
  }
});

function curriculum(): CorpusReport {
  const headline: ReportHeadline = {
    ...emptyReport.headline,
    kind: 'curriculum',
    rows: 431,
    replayed: 118,
    setAside: 87,
    read: 500,
    removed: 100,
  };
  const { labels, sources } = fullReport();
  const rejected = [{ reason: 'not_selected', about: '', rows: 100 }];
  return {
    ...emptyReport,
    headline,
    labels,
    sources,
    flow: { read: 500, kept: 400, duplicates: 0, rejected },
  };
}

function figureNotes(blocks: readonly SectionBlock[]): [string, string][] {
  return blocks.flatMap((block) =>
    block.kind === 'figures'
      ? block.figures.map(({ name, note }): [string, string] => [name, note])
      : [],
  );
}

function meaningOf(blocks: readonly SectionBlock[], name: string): string | undefined {
  const rows = blocks.flatMap((block) => (block.kind === 'table' ? block.rows : []));
  return rows.find(([first]) => first?.text === name)?.at(-1)?.text;
}
