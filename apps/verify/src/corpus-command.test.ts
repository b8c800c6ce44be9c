import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '@llamaforge/testing';
import { expect, test, vi } from 'vitest';
import { writeCorpus } from './made-corpus.testing.ts';

// These run the built command (`npx nx build verify`) as users do; of Python there is none.
const launcher = fileURLToPath(new URL('../bin/llamaforge-verify.js', import.meta.url));

test('writes a JUnit file beside what it prints, also where a check fails', () => {
  const folder = writeCorpus();
  writeFileSync(join(folder, 'in/a.jsonl'), 'bytes of inpux');

  const { status, stdout } = run(
    ['corpus', 'corpus.jsonl', '--json', '--junit', 'ci/checks.xml'],
    folder,
  );

  expect({ status, verdict: verdictOf(stdout) }).toEqual({ status: 1, verdict: 'failed' });
  expect(readdirSync(join(folder, 'ci'))).toEqual(['checks.xml']);
  expect(readFileSync(join(folder, 'ci/checks.xml'), 'utf8')).toMatch(
    /<testsuite name="corpus corpus\.jsonl" tests="25" failures="1" errors="0" skipped="0">\n[^]*<failure type="check" message="1 problem: in\/a\.jsonl, sha256: /u,
  );
});

test('says where a JUnit file cannot be written', () => {
  const folder = writeCorpus();

  const { status, stderr } = run(
    ['corpus', 'corpus.jsonl', '--junit', 'corpus.jsonl/checks.xml'],
    folder,
  );

  expect(status).toBe(1);
  expect(stderr).toBe(
    'Cannot write corpus.jsonl/checks.xml: a part of the path is a file, not a folder. Choose another place.\n',
  );
});

test('checks a corpus alone, and a sample of it', () => {
  const folder = writeCorpus();

  const [alone, sample] = [['--alone'], ['--sample', '2', '--seed', '5']].map((flags) =>
    run(['corpus', 'corpus.jsonl', ...flags], folder),
  );

  expect([alone?.status, sample?.status]).toEqual([0, 0]);
  expect(alone?.stdout).toMatch(/\ncorpus verified: 25 checks, 0 failed, 15 skipped\n$/u);
  expect(sample?.stdout).toMatch(
    /\nsample of the corpus verified: 25 checks, 0 failed, 12 skipped\n$/u,
  );
});

test('loads every row as consumers do, and leaves nothing behind', () => {
  const { folder, scratch } = writeWithScratch();

  const { status, stdout } = run(['corpus', 'corpus.jsonl', '--consumers'], folder, scratch);

  expect(status).toBe(0);
  expect(stdout).toContain('\nconsumer_parquet    passed   a Parquet file gives every row back\n');
  expect(stdout).toContain('\nconsumer_pandas     skipped  there is no no-such-python\n');
  expect(readdirSync(scratch)).toEqual([]);
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  'leaves nothing behind where %s comes while a consumer reads',
  async (signal) => {
    const { folder, scratch } = writeWithScratch();
    const slow = join(folder, 'slow.sh');
    writeFileSync(slow, '#!/bin/sh\ntouch ../../begun\nexec sleep 60\n', { mode: 0o755 });
    const env = { ...process.env, TMPDIR: scratch, CORPUS_PYTHON: slow };
    const child = spawn(process.execPath, [launcher, 'corpus', 'corpus.jsonl', '--consumers'], {
      cwd: folder,
      env,
    });
    const ended = new Promise((resolve) => child.on('close', resolve));
    await vi.waitUntil(() => readdirSync(scratch).includes('begun'), { timeout: 20_000 });

    child.kill(signal);

    expect(await ended).toBe(130);
    expect(readdirSync(scratch)).toEqual(['begun']);
  },
);

test('fails the check that was asked for where there is no room for the copy', () => {
  const { folder, scratch } = writeWithScratch();
  const command = `ulimit -f 0; exec "${process.execPath}" "${launcher}" corpus corpus.jsonl --consumers --quiet`;

  const { status, stdout } = spawnSync('/bin/sh', ['-c', command], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, TMPDIR: scratch, CORPUS_PYTHON: 'no-such-python' },
  });

  expect(status).toBe(1);
  expect(stdout.replaceAll(/\s+/gu, ' ')).toMatch(
    /^FAILED consumer_parquet \(.+\): 1 problem Cannot write \S+rows\.parquet: the file grows beyond/u,
  );
  expect(readdirSync(scratch)).toEqual([]);
});

test('takes a path in CORPUS_PYTHON from the working folder', () => {
  const { folder, scratch } = writeWithScratch();
  writeFileSync(join(folder, 'answer.sh'), '#!/bin/sh\necho \'{"error":"it is me"}\'\n', {
    mode: 0o755,
  });

  const { stdout } = spawnSync(
    process.execPath,
    [launcher, 'corpus', 'corpus.jsonl', '--consumers', '--quiet'],
    {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, TMPDIR: scratch, CORPUS_PYTHON: './answer.sh' },
    },
  );

  expect(stdout).toContain('  it cannot be loaded: it is me\n');
});

test('says where there is no folder for copies', () => {
  const { folder } = writeWithScratch();

  const { status, stderr } = run(['corpus', 'corpus.jsonl', '--consumers'], folder, '/none');

  expect(status).toBe(1);
  expect(stderr).toBe(
    'Cannot write /none/llamaforge-consumers-: a folder of the path is missing. Check the path.\n',
  );
});

test.each<[string[], string]>([
  [['--sample', '0'], '--sample is a whole number of rows above 0, or all, not "0".'],
  [['--sample', '1e3'], '--sample is a whole number of rows above 0, or all, not "1e3".'],
  [['--sample', '9', '--seed', '-1'], '--seed is a whole number from 0, not "-1".'],
  [['--sample'], '--sample needs a number: --sample <number>.'],
  [['--junit='], '--junit needs a path: --junit <path>.'],
  [['--alone=yes'], '--alone takes no value, or true or false, not "yes".'],
  [
    ['--alone', '--manifest', 'm.json'],
    '--alone checks the corpus without any other file: leave out --manifest.',
  ],
  [
    ['--alone', '--rejects', 'r.jsonl'],
    '--alone checks the corpus without any other file: leave out --rejects.',
  ],
])('refuses %j in one line', (flags, message) => {
  const { status, stdout, stderr } = run(['corpus', 'corpus.jsonl', ...flags], temporaryFolder());

  expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: '', stderr: `${message}\n` });
});

function writeWithScratch() {
  const folder = writeCorpus();
  const scratch = join(folder, 'scratch');
  mkdirSync(scratch);
  return { folder, scratch };
}

function run(words: readonly string[], folder: string, scratch = '/tmp') {
  return spawnSync(process.execPath, [launcher, ...words], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, TMPDIR: scratch, CORPUS_PYTHON: 'no-such-python' },
  });
}

function verdictOf(stdout: string): unknown {
  const value: unknown = JSON.parse(stdout);
  return new Map(Object.entries(value ?? {})).get('verdict');
}
