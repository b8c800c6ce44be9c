import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FileAccessError } from '@llamaforge/schema';
import { temporaryFolder } from '@llamaforge/testing';
import { expect, test } from 'vitest';
import { writeCurriculum, writeMix } from '../made-selections.testing.ts';
import { editManifest, line, writeCorpus, writeLines } from '../made-corpus.testing.ts';
import { UsageError } from '../usage-error.ts';
import { quietReading } from '../verification.testing.ts';
import { runReport, type ReportWords } from './run-report.ts';

test('writes a page and its Markdown, makes their folder, and leaves nothing else', async () => {
  const folder = writeCorpus();
  const output = join(folder, 'out/deep/report.html');

  const outcome = await runReport(wordsOf(folder, { output }), quietReading);

  expect(outcome.failed).toBe(false);
  expect(readdirSync(join(folder, 'out/deep')).sort()).toEqual(['report.html', 'report.md']);
  expect(readFileSync(output, 'utf8')).toMatch(/^<!doctype html>/iu);
  expect(outcome.text).toContain(
    `report: ${output}\n        ${join(folder, 'out/deep/report.md')}`,
  );
});

test('tells the headline, what to look at and the labels, and that no tag holds', async () => {
  const folder = writeCorpus();

  const { text } = await runReport(wordsOf(folder), quietReading);

  expect(text.split('\n').slice(1, 25)).toEqual([
    'verification passed (25 checks, 0 skipped)',
    'largest: Instruction/General, 50.00% of the rows',
    'every row was looked at',
    '',
    'What to look at:',
    '- Instruction/General holds 50.0% of the rows; at most 45.0% is meant.',
    '- 25.0% of the rows read were rejected as invalid_json, 1 of them in a.jsonl:',
    '  the row is not JSON: a broken or cut line, NaN, Infinity.',
    '- 12.5% of the rows read were rejected as not_text, all of them in a.jsonl: a',
    '  number, a boolean, a list or an object stands where text belongs.',
    '- Above the usual range: Multi-turn Dialog 25.0% (usually 8% to 10%) and',
    '  Instruction/General 50.0% (usually 40% to 45%). Cap their sources, or let',
    '  llamaforge balance leave some out.',
    '- Below the usual range: Red-team/Safety 0% (usually 4.5% to 7.5%). Add rows of',
    '  them, or let llamaforge balance leave out others.',
    '',
    'category               rows   share             usual',
    '─────────────────────  ────  ──────  ────────────────  ─────',
    'Instruction/General       2  50.00%  40.00% to 45.00%  above',
    'Multi-turn Dialog         1  25.00%   8.00% to 10.00%  above',
    'Red-team/Safety           0   0.00%    4.50% to 7.50%  below',
    'Chain-of-thought Math     1  25.00%',
    '',
    'no quality tag holds for any row that was looked at',
  ]);
});

test('gives the terminal no orders, whatever a manifest calls its labels', async () => {
  const folder = writeCorpus();
  editManifest(folder, { 'balance.0.label': '\u001b[2J\u202eInstruction' });

  const { text } = await runReport(wordsOf(folder), quietReading);

  expect(text).toContain('largest: \\u001b[2J\\u202eInstruction, 50.00% of the rows');
  expect(text).not.toContain('\u001b');
});

test('does not fail where the verification does, and says so', async () => {
  const folder = writeCorpus();
  writeLines(folder, [line.first, 'no record']);

  const { failed, text } = await runReport(wordsOf(folder), quietReading);

  expect(failed).toBe(false);
  expect(text).toMatch(/^verification FAILED: .*json.*; `corpus` says why$/mu);
  expect(text).toContain('1 line holds no record: see it with `corpus`');
});

test('of a file that no merge wrote, says that it is to be merged first', async () => {
  const folder = temporaryFolder({ 'raw.jsonl': '{"instruction":"Hi","output":"Hello."}\n' });

  const { text } = await runReport(
    wordsOf(folder, { file: join(folder, 'raw.jsonl') }),
    quietReading,
  );

  expect(text).toContain(
    'no line holds a record: name what a merge wrote, or merge this file first\n',
  );
});

test('tells the rows of a file from those that shares are of', async () => {
  const folders = [
    writeMix('i1 d1 c1', { validation: 'i3 c2' }),
    writeCurriculum(['c1 c2 c3', 'i1 c1 i2', 'm1 m2 m3']),
  ];

  const outcomes = await Promise.all(
    folders.map((folder) =>
      runReport(wordsOf(folder, { file: join(folder, 'out.jsonl') }), quietReading),
    ),
  );

  expect(outcomes.map(({ text }) => text.split('\n')[0]?.replace(/^.*out\.jsonl: /u, ''))).toEqual([
    '3 rows, 292 B, 2 more set aside, 5 left out',
    '9 rows, 865 B, 1 of them replayed, 3 left out',
  ]);
});

test('gives machines the figures as one object, and says nothing when told so', async () => {
  const folder = writeCorpus();

  const [json, quiet] = [
    await runReport(wordsOf(folder, { json: true }), quietReading),
    await runReport(wordsOf(folder, { quiet: true }), quietReading),
  ];

  expect(JSON.parse(json.text)).toMatchObject({
    html: join(folder, 'report.html'),
    markdown: join(folder, 'report.md'),
    kind: 'corpus',
    verdict: 'passed',
    failed_checks: [],
    findings: [
      'Instruction/General holds 50.0% of the rows; at most 45.0% is meant.',
      '25.0% of the rows read were rejected as invalid_json, 1 of them in a.jsonl: the row is not JSON: a broken or cut line, NaN, Infinity.',
      '12.5% of the rows read were rejected as not_text, all of them in a.jsonl: a number, a boolean, a list or an object stands where text belongs.',
      'Above the usual range: Multi-turn Dialog 25.0% (usually 8% to 10%) and Instruction/General 50.0% (usually 40% to 45%). Cap their sources, or let llamaforge balance leave some out.',
      'Below the usual range: Red-team/Safety 0% (usually 4.5% to 7.5%). Add rows of them, or let llamaforge balance leave out others.',
    ],
    rows: 4,
    replayed: 0,
    set_aside: 0,
    read: 8,
    removed: 4,
    sample: { rows: 4, of: 4, seed: 0, unreadable: 0, language_rows: 4 },
    rejected: [
      { reason: 'invalid_json', rows: 2 },
      { reason: 'not_text', rows: 1 },
    ],
  });
  expect(quiet.text).toBe('');
});

test.each<[string, Partial<ReportWords>, string]>([
  ['a page that is no .html', { output: 'report.md' }, '--output report.md is no page'],
  ['no rows', { sample: '0' }, '--sample is a whole number of rows above 0, or all, not "0".'],
  ['a half row', { sample: '1.5' }, '--sample is a whole number of rows above 0, or all'],
  ['a word for a number', { sample: 'many' }, '--sample is a whole number of rows above 0, or all'],
  ['a seed below 0', { seed: '-1' }, '--seed is a whole number from 0, not "-1".'],
])('refuses %s', async (_, words, message) => {
  const running = runReport(wordsOf(writeCorpus(), words), quietReading);

  await expect(running).rejects.toThrow(UsageError);
  await expect(running).rejects.toThrow(message);
});

test('says by how many rows it was verified where these were a sample', async () => {
  const { text } = await runReport(wordsOf(writeCorpus(), { sample: '1' }), quietReading);

  expect(text).toMatch(/^verification passed \(\d+ checks, \d+ skipped\), by \d of the rows$/mu);
});

test('looks at every row where all are wanted', async () => {
  const { text } = await runReport(wordsOf(writeCorpus(), { sample: 'all' }), quietReading);

  expect(text).toContain('every row was looked at');
});

test('writes nothing once it was interrupted', async () => {
  const folder = writeCorpus();
  const interruption = new AbortController();

  const running = runReport(wordsOf(folder), {
    signal: interruption.signal,
    onProgress: () => {
      interruption.abort(new Error('enough'));
    },
  });

  await expect(running).rejects.toThrow('enough');
  expect(existsSync(join(folder, 'report.html'))).toBe(false);
  expect(existsSync(join(folder, 'report.md'))).toBe(false);
});

test('says where it cannot write, and leaves no part of a page', async () => {
  const folder = writeCorpus();
  writeFileSync(join(folder, 'taken'), 'a file');

  const running = runReport(
    wordsOf(folder, { output: join(folder, 'taken/report.html') }),
    quietReading,
  );

  await expect(running).rejects.toThrow(FileAccessError);
  expect(readFileSync(join(folder, 'taken'), 'utf8')).toBe('a file');
});

function wordsOf(folder: string, words: Partial<ReportWords> = {}): ReportWords {
  return {
    file: join(folder, 'corpus.jsonl'),
    manifest: undefined,
    rejects: undefined,
    before: undefined,
    output: join(folder, 'report.html'),
    sample: '1000',
    seed: '0',
    tokenizer: undefined,
    json: false,
    quiet: false,
    ...words,
  };
}
