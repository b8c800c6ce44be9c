import { qualityTags } from '@llamaforge/quality';
import { temporaryFolder } from '@llamaforge/testing';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const launcher = fileURLToPath(new URL('../bin/llamaforge.js', import.meta.url));
const verifier = fileURLToPath(new URL('../../verify/bin/llamaforge-verify.js', import.meta.url));
const merge = ['merge', '--input', 'in', '--output', 'corpus.jsonl'];
const flags = ['--drop', 'urls_only', '--drop', 'made_by_another', '--repair', 'mojibake'];
// Read as Latin-1: “Chez Nous” is in the café’s window.
const broken = Buffer.from('“Chez Nous” is in the café’s window.').toString('latin1');
const rows = [
  { instruction: 'What does the sign say?', output: '“Chez Nous” is in the café’s window.' },
  { instruction: 'What does the sign say?', output: broken },
  { instruction: 'Who are you?', output: 'I am Claude, an AI model made by Anthropic.' },
  { instruction: 'Where is it?', output: 'https://example.com/a' },
];
const listed = `it is one of ${qualityTags.join(', ')}`;
const files = { 'in/a.jsonl': rows.map((row) => `${JSON.stringify(row)}\n`).join('') };

test('what is dropped and mended is told, in words and to machines, and the result verifies', () => {
  const folder = temporaryFolder(files);

  const told = llamaforge(folder, [...merge, ...flags]);
  const json = llamaforge(folder, [...merge, ...flags, '--json']);
  const verified = spawnSync('node', [verifier, 'corpus', 'corpus.jsonl'], { cwd: folder });

  expect(told.stdout).toContain('4 rows read: 1 kept, 1 duplicates (25.0%), 2 rejected');
  expect(told.stdout).toContain('Dropped by tag: made_by_another 1, urls_only 1\n');
  expect(told.stdout).toContain('Mended (mojibake): 1 record, in in/a.jsonl (1)\n');
  expect(JSON.parse(json.stdout)).toMatchObject({
    drop: ['made_by_another', 'urls_only'],
    repair: ['mojibake'],
    repaired: { mojibake: 1 },
    inputs: [{ path: 'in/a.jsonl', repaired: { mojibake: 1 } }],
  });
  expect(verified.status).toBe(0);
});

test('without flags nothing is said of tags or repairs', () => {
  const folder = temporaryFolder(files);

  const { stdout } = llamaforge(folder, merge);
  const manifest = readFileSync(join(folder, 'corpus.manifest.json'), 'utf8');

  expect(stdout).not.toMatch(/tag|Mended/u);
  expect(manifest).not.toMatch(/"(?:drop|repair|repaired)"/u);
});

test('a row that was dropped is traced to its tag, by its place and as it stands', () => {
  const folder = temporaryFolder(files);
  llamaforge(folder, [...merge, ...flags]);

  const byPlace = llamaforge(folder, ['trace', 'in/a.jsonl:3']);
  const byRow = llamaforge(folder, ['trace', JSON.stringify(rows[3])]);
  const mended = llamaforge(folder, ['trace', JSON.stringify(rows[1])]);

  expect(byPlace.stdout).toBe(
    'in/a.jsonl:3 was rejected, tag:made_by_another: the assistant names the company or model that it is.\n',
  );
  expect(byRow.stdout).toMatch(/^\(the row given\):1 was rejected, tag:urls_only: /u);
  expect(mended.stdout).toContain('is kept from in/a.jsonl:1\n');
});

test.each([
  [['--drop', 'urls_onli'], `--drop cannot be urls_onli: ${listed}; did you mean urls_only?`],
  [['--drop', 'none at all'], `--drop cannot be none at all: ${listed}`],
  [['--drop'], '--drop needs a value'],
  [
    ['--repair', 'mojibke'],
    '--repair cannot be mojibke: it is one of mojibake; did you mean mojibake?',
  ],
  [['--repair'], '--repair needs a value'],
])('`merge %j` is a usage error: one line, exit 2', (words, message) => {
  const run = llamaforge(temporaryFolder(files), [...merge, ...words]);

  expect(run).toEqual({ status: 2, stdout: '', stderr: `llamaforge: ${message}\n` });
});

test('an append that would treat its rows otherwise is refused, and changes nothing', () => {
  const folder = temporaryFolder(files);
  llamaforge(folder, [...merge, ...flags]);
  const before = readFileSync(join(folder, 'corpus.manifest.json'), 'utf8');

  const other = llamaforge(folder, [...merge, '--append', '--drop', 'urls_only']);
  const same = llamaforge(folder, [...merge, '--append', ...flags]);

  expect(other.status).toBe(1);
  expect(other.stderr).toMatch(/made with --drop made_by_another --drop urls_only, .*merge anew/u);
  expect(same.status).toBe(0);
  expect(readFileSync(join(folder, 'corpus.manifest.json'), 'utf8')).toBe(before);
});

test('`normalize` drops and mends as a merge does, but for what only a file can tell', () => {
  const folder = temporaryFolder();
  const input = files['in/a.jsonl'];
  const normalize = (...words: string[]): ReturnType<typeof llamaforge> =>
    llamaforge(folder, ['normalize', '--rejects', 'r.jsonl', ...words], input);

  const run = normalize(...flags);
  const rejected = readFileSync(join(folder, 'r.jsonl'), 'utf8');

  expect(run.stderr).toBe('2 records, 2 rejected\n');
  expect(run.stdout).not.toContain(broken);
  expect(rejected.match(/"reason":"[^"]+"/gu)).toEqual([
    '"reason":"tag:made_by_another"',
    '"reason":"tag:urls_only"',
  ]);
});

function llamaforge(
  cwd: string,
  words: readonly string[],
  input = '',
): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync('node', [launcher, ...words], {
    ...{ cwd, input },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}
