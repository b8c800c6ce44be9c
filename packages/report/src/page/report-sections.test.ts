import { expect, test } from 'vitest';
import { emptyReport, fullReport } from './corpus-report.testing.ts';
import { type CorpusReport, type FileOverlap, type LabelShare } from './corpus-report.ts';
import { reportSections } from './report-sections.ts';

test('each section opens with a sentence that says what matters', () => {
  expect(leadsOf(fullReport())).toEqual({
    headline: 'Verification passed: 31 checks held. 1 could not be made.',
    flow: 'Of 4,003,562 rows read, 3,410,423 (85.2%) were kept; 537,418 were duplicates of an earlier row and 55,721 were rejected for 6 reasons.',
    categories:
      '1 label above its usual range: Code/Debugging; 1 label below its usual range: Instruction/General.',
    sources: 'The rows come from 50 sources; the largest, open_orca, holds 18.8% of them.',
    overlap:
      '98.2% of code_alpaca_full.jsonl is in evol_codealpaca.jsonl: leave it out of the merge.',
    lengths: 'Half of the outputs have at most 412 characters, one in twenty has more than 2,890.',
    tokens:
      'Half of the rows have at most 212 tokens, one in twenty has more than 1,311. 0.04% are longer than 8,192 tokens.',
    dialogues: '11.6% of the rows are dialogues; most often they have 3 turns.',
    languages:
      '94.2% of the rows are in English and 3.2% in 5 further languages; 2.6% are too short to tell.',
    rendered:
      '412 rows (0.01%) render to the same prompt and answer as an earlier row; merge with --key rendered to remove them.',
    tags: '6 of 7 tags hold for some rows; most often cut_off (4.6%), refusal (1.9%) and made_by_another (0.7%).',
    rejects: '55,721 rows rejected for 6 reasons, most of all missing_output.',
    reading:
      'Up to 8 rows of each category, chosen at random (seed 0): what a model would learn from.',
  });
});

test('a section of nothing says so, and shows nothing', () => {
  const sections = reportSections(emptyReport);

  expect(leadsOf(emptyReport)).toEqual({
    headline: 'Verification passed: 12 checks held.',
    flow: 'There is no manifest, so it is not known what was read and what was removed.',
    categories: 'There are no rows, so there are no shares.',
    sources: 'There are no rows, so there are no sources.',
    overlap: 'There is no manifest, so it is not known which files the rows come from.',
    lengths: 'There are no rows to measure.',
    tokens: 'There are no rows to measure.',
    dialogues: 'No row is a dialogue of several turns.',
    languages: 'No text was looked at for its language.',
    rendered: 'No row renders to the same prompt and answer as another.',
    tags: 'No tags were looked for.',
    rejects: 'There is no manifest, so it is not known what was rejected.',
    reading: 'There are no rows to read.',
  });
  expect(sections.flatMap(({ blocks }) => blocks.map((block) => block.kind))).toEqual([
    'figures',
    'note',
  ]);
  expect(sections.flatMap((section) => section.findings)).toEqual([
    'There are no rows to train on.',
  ]);
});

test('a corpus of no rows has no shares that could be too small', () => {
  const labels = fullReport().labels.map((label) => ({ ...label, rows: 0, share: 0 }));

  expect(sectionOf({ ...emptyReport, labels }, 'categories')).toMatchObject({
    findings: [],
    blocks: [],
  });
});

test('where nothing was rejected and no files overlap, it is said', () => {
  const report: CorpusReport = {
    ...emptyReport,
    flow: { read: 3, kept: 3, duplicates: 0, rejected: [] },
    files: fullReport().files.slice(0, 2),
  };

  expect(leadsOf(report)).toMatchObject({
    flow: 'Of 3 rows read, 3 (100%) were kept; 0 were duplicates of an earlier row and 0 were rejected.',
    overlap: 'No row stands in more than one file.',
    rejects: 'No row was rejected.',
  });
});

test('the findings name what to change, and where', () => {
  expect(reportSections(fullReport()).flatMap((section) => section.findings)).toEqual([
    'Above the usual range: Code/Debugging 21.3% (usually 8% to 10%). Cap their sources, or let llamaforge balance leave some out.',
    'Below the usual range: Instruction/General 31.2% (usually 40% to 45%). Add rows of them, or let llamaforge balance leave out others.',
    'No licence is stated for 7 sources (12.4% of the rows): ultrachat, gsm8k_reasoning and 5 more.',
    '98.2% of code_alpaca_full.jsonl is in evol_codealpaca.jsonl: leave it out of the merge.',
    'In the sample, a context of 2,048 tokens cuts 2.2% of the rows, as estimated.',
    '412 rows train identically to an earlier one: merge with --key rendered.',
    'In the sample, tagged cut_off: 50.7% of open_orca, 27.8% of evol_codealpaca and 15.4% of metamath_qa; the output ends in mid-sentence or within a code fence. Merge with --drop cut_off to leave such rows out.',
    'In the sample, tagged refusal: 21.1% of open_orca and 11.6% of evol_codealpaca; the assistant declines. Merge with --drop refusal to leave such rows out.',
  ]);
});

test('a failed verification comes first, with the checks that failed', () => {
  const report: CorpusReport = {
    ...emptyReport,
    headline: {
      ...emptyReport.headline,
      rows: 7,
      verification: {
        verdict: 'failed',
        sampleRows: undefined,
        checks: 3,
        failed: [{ name: 'unique', problems: ['rows 3 and 7 are equal'] }],
        skipped: [{ name: 'lock', reason: 'there is none' }],
      },
    },
  };

  const [headline] = reportSections(report);

  expect(headline?.lead).toBe(
    'Verification failed: 1 of 2 checks did not hold. 1 could not be made.',
  );
  expect(headline?.findings).toEqual([
    'Verification failed at unique: find out why before you train on it.',
  ]);
  expect(headline?.blocks[1]).toEqual({ kind: 'list', items: ['unique: rows 3 and 7 are equal'] });
});

test('a verification by a sample says so', () => {
  const { headline } = emptyReport;
  const verification = { ...headline.verification, sampleRows: 50_012 };

  expect(leadsOf({ ...emptyReport, headline: { ...headline, verification } })).toMatchObject({
    headline: 'Verification passed: 12 checks held, by a sample of 50,012 rows.',
  });
});

test('a ledger that does not add up and reasons that took many rows are findings', () => {
  const report: CorpusReport = {
    ...emptyReport,
    flow: {
      read: 100,
      kept: 60,
      duplicates: 9,
      rejected: [{ reason: 'unknown_shape', about: 'no shape fits its keys', rows: 30 }],
    },
  };

  expect(sectionOf(report, 'flow')?.findings).toEqual([
    'The ledger does not add up: 100 rows read, but 99 kept, duplicate or rejected.',
    '30.0% of the rows read were rejected as unknown_shape: no shape fits its keys.',
  ]);
});

test('a share above the cap that any label has is a finding', () => {
  const report: CorpusReport = {
    ...emptyReport,
    headline: {
      ...emptyReport.headline,
      rows: 10,
      largestShare: { label: 'Code/Debugging', share: 0.6, cap: 0.45 },
    },
  };

  expect(sectionOf(report, 'headline')?.findings).toEqual([
    'Code/Debugging holds 60.0% of the rows; at most 45.0% is meant.',
  ]);
});

test('of several labels outside their range the furthest are named', () => {
  const labels = [
    labelOf('A', 0.2, 'above'),
    labelOf('B', 0.5, 'above'),
    labelOf('C', 0.3, 'above'),
    labelOf('D', 0.4, 'above'),
    labelOf('E', 0, 'below'),
  ];

  expect(sectionOf({ ...emptyReport, labels }, 'categories')?.findings).toEqual([
    'Above the usual range: B 50.0% (usually 5% to 10%), D 40.0% (usually 5% to 10%) and 2 more. Cap their sources, or let llamaforge balance leave some out.',
    'Below the usual range: E 0% (usually 5% to 10%). Add rows of them, or let llamaforge balance leave out others.',
  ]);
});

test('a mix may have other shares than a corpus, and leave rows out', () => {
  const report: CorpusReport = {
    ...emptyReport,
    headline: {
      ...emptyReport.headline,
      kind: 'mix',
      rows: 10,
      largestShare: { label: 'A', share: 1, cap: 0.45 },
    },
    flow: {
      read: 100,
      kept: 10,
      duplicates: 0,
      rejected: [{ reason: 'not_selected', about: 'it was not chosen', rows: 90 }],
    },
    labels: [labelOf('A', 1, 'above'), labelOf('B', 0, 'below')],
  };

  expect(reportSections(report).flatMap((section) => section.findings)).toEqual([]);
  expect(sectionOf(report, 'flow')?.lead).toBe(
    'Of 100 rows read, 10 (10.0%) were kept; 0 were duplicates of an earlier row and 90 were left out for 1 reason.',
  );
});

test('labels within their range are said to be so', () => {
  const labels = [labelOf('A', 0.07, 'within'), labelOf('B', 0.08, 'within')];

  expect(sectionOf({ ...emptyReport, labels }, 'categories')?.lead).toBe(
    'All 2 labels with a usual range lie within it.',
  );
});

test('of two files that hold each other the later one goes, and a small one in a large one', () => {
  const overlap: readonly FileOverlap[] = [
    { files: ['data/a.jsonl', 'data/b.jsonl'], shared: 10, held: [10, 10] },
    { files: ['data/b.jsonl', 'data/c.jsonl'], shared: 9, held: [10, 1000] },
    { files: ['data/a.jsonl', 'data/c.jsonl'], shared: 8, held: [10, 1000] },
  ];
  const paths = ['data/a.jsonl', 'data/b.jsonl', 'data/c.jsonl'];
  const [file] = fullReport().files;
  const files = paths.flatMap((path) => (file === undefined ? [] : [{ ...file, path }]));

  const section = sectionOf({ ...emptyReport, files, overlap }, 'overlap');

  expect(section?.findings).toEqual(['100% of b.jsonl is in a.jsonl: leave it out of the merge.']);
  expect(section?.blocks[0]).toEqual({
    kind: 'chart',
    about: '100% of b.jsonl is in a.jsonl: leave it out of the merge.',
    chart: {
      kind: 'heat',
      names: ['a', 'b', 'c'],
      shares: [
        [undefined, 1, 0.8],
        [1, undefined, 0.9],
        [0.008, 0.009, undefined],
      ],
    },
  });
});

test('the heat map names at most thirty files, those of the largest overlaps', () => {
  const overlap = Array.from({ length: 60 }, (_, index) => ({
    files: [`a${String(index)}`, `b${String(index)}`] as const,
    shared: 100 - index,
    held: [1000, 1000] as const,
  }));

  const section = sectionOf({ ...emptyReport, overlap }, 'overlap');

  const [picture] = section?.blocks ?? [];
  expect(picture).toMatchObject({
    chart: {
      names: Array.from({ length: 15 }, (_, index) => [`a${String(index)}`, `b${String(index)}`])
        .flat()
        .sort(),
    },
  });
});

test('every sampled section says of which rows it is', () => {
  const sampled = ['lengths', 'tokens', 'dialogues', 'languages', 'tags'];
  const full = fullReport();
  const exact: CorpusReport = {
    ...full,
    sample: { ...full.sample, rows: 200_000, of: 200_000, unreadable: 1 },
  };

  const notes = (report: CorpusReport): unknown[] =>
    sampled.map((id) => sectionOf(report, id)?.blocks.find((block) => block.kind === 'note'));

  expect(notes(full)).toEqual(
    sampled.map(() => ({
      kind: 'note',
      text: 'Of a sample of 200,000 of the 3,410,423 rows (seed 0).',
    })),
  );
  expect(notes(exact)).toEqual(
    sampled.map(() => ({
      kind: 'note',
      text: 'Exact: of all 200,000 rows. 1 further line could not be read as rows.',
    })),
  );
});

test('against an earlier corpus, sources that are new or gone are named', () => {
  expect(sectionOf(fullReport(), 'sources')?.blocks[0]).toEqual({
    kind: 'list',
    items: ['New: open_orca.', 'Gone: old_dialogs.'],
  });
});

function leadsOf(report: CorpusReport): Record<string, string> {
  return Object.fromEntries(reportSections(report).map(({ id, lead }) => [id, lead]));
}

function sectionOf(
  report: CorpusReport,
  id: string,
): ReturnType<typeof reportSections>[number] | undefined {
  return reportSections(report).find((section) => section.id === id);
}

function labelOf(label: string, share: number, verdict: LabelShare['verdict']): LabelShare {
  return { label, rows: 1000 * share + 1, share, target: { least: 0.05, most: 0.1 }, verdict };
}
