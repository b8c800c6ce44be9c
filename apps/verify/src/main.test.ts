import { spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '@llamaforge/testing';
import { expect, test } from 'vitest';
import { z } from 'zod';

// These run the built command (`npx nx build verify`) as users do.
const launcher = fileURLToPath(new URL('../bin/llamaforge-verify.js', import.meta.url));
const fixture = fileURLToPath(new URL('../fixtures/small-corpus', import.meta.url));

const reportSchema = z.object({
  verdict: z.string(),
  rows: z.number(),
  checks: z.array(z.object({ name: z.string(), verdict: z.string() })),
});

test('ends with 0 and a report within 80 columns for a good corpus', () => {
  const { status, stdout, stderr } = run(['corpus', 'corpus.jsonl'], copyFixture());

  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/\ncorpus verified: 25 checks, 0 failed\n$/u);
  expect(stdout).toContain('Instruction/General       2  50.00%  40.00% to 45.00%  above\n');
  expect(stdout).toContain('\nbeta/x     2  50.00%\n');
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});

test('finds the corpus and its manifest where the merge puts them', () => {
  const folder = copyFixture('examples/datasets');
  const datasets = join(folder, 'examples/datasets');
  renameSync(join(datasets, 'corpus.jsonl'), join(datasets, 'merged_global_corpus.jsonl'));
  renameSync(join(datasets, 'corpus.manifest.json'), join(datasets, 'merged_corpus_manifest.json'));

  const { status, stdout } = run(['corpus'], folder);

  expect(status).toBe(0);
  expect(stdout).toContain('manifest  examples/datasets/merged_corpus_manifest.json\n');
});

test('ends with 1 and names each failing check and its first places', () => {
  const folder = copyFixture();
  rewrite(join(folder, 'corpus.jsonl'), (text) => text.replace('"5"', '" 5\u001b[31m"'));

  const { status, stdout, stderr } = run(['corpus', 'corpus.jsonl', '--quiet'], folder);

  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  expect(stdout).toContain(
    'FAILED json (every line is a JSON object): 1 problem\n  line 3: is not JSON\n\n',
  );
  expect(stdout).toContain('\n  bytes: the manifest says 472, found 478\n');
  expect(stdout).toMatch(/\n\ncorpus NOT verified: 25 checks, 7 failed\n$/u);
});

test('shows five places of a check that fails often, harmless on a terminal', () => {
  const folder = copyFixture();
  const row = readFileSync(join(folder, 'corpus.jsonl'), 'utf8').split('\n')[0] ?? '';
  rewrite(join(folder, 'corpus.jsonl'), () =>
    `${row.replace('"instruction","_source', '"\\u001b[2J","_source')}\n`.repeat(7),
  );

  const { stdout } = run(['corpus', 'corpus.jsonl', '--quiet'], folder);

  expect(stdout).toContain(
    [
      'FAILED known_category (every category is one of the twelve): 7 problems',
      ...[1, 2, 3, 4, 5].map((line) => `  line ${String(line)}: "\\u001b[2J" is no category`),
      '  … and 2 more (--json names up to 100)',
      '',
    ].join('\n'),
  );
  expect(stdout).not.toContain('\u001b');
});

test('prints nothing under --quiet where all is well', () => {
  const { status, stdout, stderr } = run(['corpus', 'corpus.jsonl', '--quiet'], copyFixture());

  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
});

test.each([
  ['passed', 0],
  ['failed', 1],
])('writes one JSON object and nothing else where the verdict is %s', (verdict, status) => {
  const folder = copyFixture();
  if (verdict === 'failed') rmSync(join(folder, 'in/a.jsonl'));

  const result = run(['corpus', 'corpus.jsonl', '--json'], folder);

  expect({ status: result.status, stderr: result.stderr }).toEqual({ status, stderr: '' });
  expect(result.stdout.trimEnd().split('\n')).toHaveLength(1);
  const report = reportSchema.parse(JSON.parse(result.stdout));
  expect(report).toMatchObject({ verdict, rows: 4 });
  expect(
    report.checks.filter((check) => check.verdict === 'failed').map(({ name }) => name),
  ).toEqual(verdict === 'failed' ? ['inputs'] : []);
});

test('checks an expansion, and says what to do where there is none', () => {
  const row =
    '{"instruction":"a","input":"","output":"b","_category":"tool_api","_source":"calls"}\n';
  const folder = temporaryFolder({
    'expansion/tool_api/calls.jsonl': row,
    'bad/tool_api/calls.jsonl': `${row} \n`,
  });

  const [good, bad, none] = ['expansion', 'bad', 'none'].map((name) =>
    run(['expansion', name], folder),
  );

  expect(good?.stdout).toContain('tool_api/calls.jsonl     1         0   85 B  calls          0\n');
  expect(good?.stdout).toMatch(/\nexpansion verified: 12 checks, 0 failed, 1 skipped\n$/u);
  expect(bad?.stdout).toContain('  tool_api/calls.jsonl line 2: is blank\n');
  expect(none?.stderr).toMatch(/^none is missing\. Put normalised records into/u);
  expect([good?.status, bad?.status, none?.status]).toEqual([0, 1, 1]);
});

test('compares an expansion with the lock that lies in the working folder, or with a named one', () => {
  const { folder, figures } = writeFetched();

  const [found, named, missing] = [
    ['expansion'],
    ['expansion', '--lock', 'edited.json', '--quiet'],
    ['expansion', '--lock', 'none.json'],
  ].map((words) => run(words, folder));

  expect([found?.status, named?.status, missing?.status]).toEqual([0, 1, 1]);
  expect(found?.stdout).toMatch(
    /^expansion {2}examples\/datasets\/expansion\nlock {7}corpus\.lock\.json\n/u,
  );
  expect(found?.stdout).toContain(
    '\n\n1 row repeats an earlier row of the same file; a merge keeps the first.\n\n',
  );
  expect(found?.stdout).toMatch(/\nexpansion verified: 12 checks, 0 failed\n$/u);
  expect(named?.stdout).toContain(
    'FAILED lock (every fetched file is as the lock says): 1 problem\n' +
      `  ${figures.path}, bytes: the lock says 1,\n    found ${String(figures.bytes)}\n`,
  );
  expect(missing?.stderr).toMatch(/^none\.json is missing\. Name the lock .*\n$/u);
});

test('writes an expansion’s files, repeated rows and lock as JSON, and its checks for CI', () => {
  const { folder, figures } = writeFetched();
  const expansion = 'examples/datasets/expansion';

  const { stdout } = run(['expansion', '--json', '--junit', 'checks.xml'], folder);

  const { path, bytes, rows, sha256 } = figures;
  const file = { rows, repeated: 1, bytes, sha256, sources: ['calls'], problems: 0 };
  expect(JSON.parse(stdout)).toMatchObject({
    verdict: 'passed',
    folder: expansion,
    lock: 'corpus.lock.json',
    files: [{ path: path.slice(expansion.length + 1), ...file }],
  });
  expect(readFileSync(join(folder, 'checks.xml'), 'utf8')).toContain(
    `<testsuite name="expansion ${expansion}" tests="12" failures="0" errors="0" skipped="0">`,
  );
});

test('ends with 1 and one line where there is no corpus', () => {
  const { status, stdout, stderr } = run(['corpus'], temporaryFolder());

  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(/^examples\/datasets\/merged_global_corpus\.jsonl is missing\. .*\n$/u);
});

test('ends with 2 and one line for a command line it does not know', () => {
  const { status, stdout, stderr } = run(['corpus', '--manifset', 'x'], temporaryFolder());

  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^There is no flag "--manifset"\. Did you mean --manifest\? .*\n$/u);
});

test('ends with 0 for --help and --version', () => {
  const [help, version] = ['--help', '--version'].map((flag) => run([flag], temporaryFolder()));

  expect([help?.status, version?.status]).toEqual([0, 0]);
  expect(help?.stdout).toContain('Examples:');
  expect(version?.stdout).toMatch(/^\d+\.\d+\.\d+\n$/u);
});

test('ends with 130 when interrupted', async () => {
  const folder = temporaryFolder({ 'corpus.jsonl': '' });
  // A hole of the file system: it takes minutes to read and no space.
  truncateSync(join(folder, 'corpus.jsonl'), 1e12);
  const child = spawn(process.execPath, [launcher, 'corpus', 'corpus.jsonl'], { cwd: folder });
  const ended = new Promise((resolve) => {
    child.on('exit', (code, signal) => {
      resolve({ code, signal });
    });
  });

  await setTimeout(2000);
  child.kill('SIGINT');

  expect(await ended).toEqual({ code: 130, signal: null });
});

test('ends with 70 and a stack for a bug', () => {
  const folder = copyFixture();
  const spoiler = join(folder, 'spoil.mjs');
  writeFileSync(spoiler, `JSON.stringify = () => { throw new TypeError('spoiled'); };\n`);

  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', spoiler, launcher, 'corpus', 'corpus.jsonl'],
    { cwd: folder, encoding: 'utf8' },
  );

  expect(status).toBe(70);
  expect(stderr).toMatch(/TypeError: spoiled\n {4}at /u);
});

test('says how to build it where it is not built', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'bin'));
  copyFileSync(launcher, join(folder, 'bin/llamaforge-verify.mjs'));

  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(folder, 'bin/llamaforge-verify.mjs')],
    { encoding: 'utf8' },
  );

  expect({ status, stdout, stderr }).toEqual({
    status: 1,
    stdout: '',
    stderr: 'llamaforge-verify is not built yet. Build it with: npx nx run-many -t build\n',
  });
});

test('runs through a link, as npm installs it', () => {
  const folder = copyFixture();
  symlinkSync(launcher, join(folder, 'llamaforge-verify'));

  const { status } = spawnSync(
    process.execPath,
    [join(folder, 'llamaforge-verify'), 'corpus', 'corpus.jsonl'],
    { cwd: folder },
  );

  expect(status).toBe(0);
});

/** A temporary folder that holds the fixture, or has it below `where`. */
function copyFixture(where = '.'): string {
  const names = [
    'corpus.jsonl',
    'corpus.manifest.json',
    'rejected.jsonl',
    'in/a.jsonl',
    'in/b.csv',
  ];
  return temporaryFolder(
    Object.fromEntries(names.map((name) => [join(where, name), readFileSync(join(fixture, name))])),
  );
}

/** A workspace with one fetched file, its second row a repeated one, its lock, and an edited copy of that. */
function writeFetched() {
  const path = 'examples/datasets/expansion/tool_api/calls.jsonl';
  const records =
    '{"instruction":"a","input":"","output":"b","_category":"tool_api","_source":"calls"}\n'.repeat(
      2,
    );
  const sha256 = createHash('sha256').update(records).digest('hex');
  const figures = { path, bytes: records.length, rows: 2, sha256 };
  const writeLock = (changes: object): string => {
    const output = { ...figures, read: 2, rejected: {}, ...changes };
    return JSON.stringify({ format_version: 1, sources: { calls: { output, preferences: null } } });
  };
  const folder = temporaryFolder({
    [path]: records,
    'corpus.lock.json': writeLock({}),
    'edited.json': writeLock({ bytes: 1 }),
  });
  return { folder, figures };
}

function run(words: readonly string[], folder: string): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [launcher, ...words], { cwd: folder, encoding: 'utf8' });
}

function rewrite(path: string, change: (text: string) => string): void {
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}
