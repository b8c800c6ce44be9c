import { temporaryFolder } from '@llamaforge/testing';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const workspace = fileURLToPath(new URL('../../../', import.meta.url));
const launcher = join(workspace, 'apps/cli/bin/llamaforge.js');
const verifier = join(workspace, 'apps/verify/bin/llamaforge-verify.js');

test('the example corpus merges as the README shows it', () => {
  const folder = temporaryFolder();
  const places = ['output', 'database', 'rejects'].flatMap((flag) => [
    `--${flag}`,
    join(folder, flag),
  ]);
  const readme = readFileSync(join(workspace, 'README.md'), 'utf8');
  const shown = /\$ npx nx run cli:merge\n(.*?)\nCorpus /su.exec(readme)?.[1] ?? '';

  const { stdout, status } = spawnSync('node', [launcher, 'merge', ...places], {
    cwd: workspace,
    encoding: 'utf8',
  });

  const printed = cellsOf(stdout);
  const missing = cellsOf(shown).filter((line) => !printed.includes(line));
  expect(status).toBe(0);
  expect(cellsOf(shown).length).toBeGreaterThan(40);
  expect(missing).toEqual([]);
});

test.each([
  ['profile --profile examples/profiles/helpful_tutor.json --validation 5%', 18],
  ['balance', 14],
])('`llamaforge %s` prints what the README shows', (command, fewestLines) => {
  const folder = temporaryFolder();
  copyExamples(folder);
  const run = (words: readonly string[]): string =>
    spawnSync('node', [launcher, ...words], { cwd: folder, encoding: 'utf8' }).stdout;
  const readme = readFileSync(join(workspace, 'README.md'), 'utf8');
  const [, shown = ''] = readme.split(`$ npx llamaforge ${command}\n`);

  run(['merge', '--quiet']);
  const printed = run(command.split(' '));

  expect(printed.trim().split('\n').length).toBeGreaterThanOrEqual(fewestLines);
  expect(shown.split('\n```')[0]).toBe(printed.trim());
});

test('the report of the example corpus begins as the README shows it', () => {
  const folder = temporaryFolder();
  copyExamples(folder);
  const readme = readFileSync(join(workspace, 'README.md'), 'utf8');
  const [, shown = ''] =
    /\$ npx llamaforge-verify report \| head -13\n([^`]*)\n```/u.exec(readme) ?? [];

  spawnSync('node', [launcher, 'merge', '--quiet'], { cwd: folder });
  const { stdout } = spawnSync('node', [verifier, 'report'], { cwd: folder, encoding: 'utf8' });

  expect(stdout.split('\n').slice(0, 13)).toEqual(shown.split('\n'));
});

test('a merge ends with the commands that check it and show it, as in the README', () => {
  const folder = temporaryFolder();
  copyExamples(folder);
  const readme = readFileSync(join(workspace, 'README.md'), 'utf8');
  const places = ['--output', 'corpus.jsonl', '--database', 'hashes.sqlite'];
  const merge = (words: readonly string[]): string =>
    spawnSync('node', [launcher, 'merge', ...words], { cwd: folder, encoding: 'utf8' }).stdout;

  const usual = nextOf(merge([]));
  const elsewhere = nextOf(merge(places));

  expect(usual).toEqual(nextOf(readme));
  expect(elsewhere).toEqual([
    'npx llamaforge-verify corpus corpus.jsonl --manifest corpus.manifest.json',
    'checks all of it from the files alone.',
    'npx llamaforge-verify report corpus.jsonl --manifest corpus.manifest.json',
    'shows what is in it, and what to change.',
  ]);
});

/** What a text says is to be done next, line by line. */
function nextOf(text: string): string[] {
  const [, next = ''] = /\nNext: ([^`]*)/u.exec(text) ?? [];
  return next
    .trim()
    .split('\n')
    .map((line) => line.trim());
}

/** Lines with one blank between words: the columns' widths depend on where the output lies. */
function cellsOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replaceAll('─', '').trim().replaceAll(/\s+/gu, ' '))
    .filter((line) => line !== '' && !line.startsWith('file') && !line.startsWith('Not read'));
}

/** The examples without what a merge has written beside them. */
function copyExamples(folder: string): void {
  const examples = join(workspace, 'examples');
  for (const entry of readdirSync(examples, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.startsWith('merged_')) continue;
    const from = join(entry.parentPath, entry.name);
    const to = join(folder, 'examples', from.slice(examples.length));
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(from, to);
  }
}
