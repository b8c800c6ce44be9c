import { temporaryFolder } from '@llamaforge/testing';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const launcher = fileURLToPath(new URL('../bin/llamaforge.js', import.meta.url));
const merge = ['merge', '--input', 'in', '--output', 'corpus.jsonl'];
const words = [...merge, '--engine', 'kernel'];
// The least there is: a table with room for 27,594 rows.
const littleMemory = ['--memory', '1MB'];

test.each([
  [['--threads', '0'], '--threads must be 1 or more'],
  [['--threads', '-1'], '--threads must be 1 or more'],
  [['--threads', '65'], '--threads must be 64 or fewer'],
  [['--threads', '1.5'], '--threads must be a whole number'],
  [['--threads', 'two'], '--threads must be a whole number'],
  [['--threads'], '--threads needs a value'],
  [['--threads', '2', '--threads', '3'], '--threads is given twice; it takes one value'],
  [['--memory', 'nonsense'], '--memory must be a size, as 2GB or 500MB'],
  [['--memory', '512'], '--memory must be a size, as 2GB or 500MB'],
  [['--memory', '0GB'], '--memory must be 1MB or more'],
  [['--memory', '1KB'], '--memory must be 1MB or more'],
  [['--memory'], '--memory needs a value'],
  [['--engine', 'fast'], '--engine cannot be fast: it is one of auto, kernel, plain'],
  [
    ['--engine', 'kernle'],
    '--engine cannot be kernle: it is one of auto, kernel, plain; did you mean kernel?',
  ],
  [['--engine'], '--engine needs a value'],
])('%j is a usage error: one line, exit 2', (flags, message) => {
  const run = llamaforge(temporaryFolder(), ['merge', ...flags]);

  expect(run).toEqual({ status: 2, stdout: '', stderr: `llamaforge: ${message}\n` });
});

test('however little memory there may be, a merge gives what one with more of it gives', () => {
  const files = { 'in/a.jsonl': manyRows(0, 30_000), 'in/b.jsonl': manyRows(15_000, 45_000) };
  const [little, plain] = [temporaryFolder(files), temporaryFolder(files)];

  const run = llamaforge(little, [...words, ...littleMemory, '--threads', '1', '--json']);
  llamaforge(plain, [...merge, '--engine', 'plain']);

  expect(run).toMatchObject({ status: 0, stderr: '' });
  expect(readRunLog(little)).toMatchObject({ engine: 'kernel', passes: 2 });
  expect(readRunLog(plain)).toMatchObject({ engine: 'plain' });
  const [one, other] = [little, plain].map((folder) => outputsOf(folder));
  expect(one).toEqual(other);
});

// A file-size limit is the part of a full disk that a test can have anywhere.
test.each([
  {
    what: 'the corpus',
    limit: 1000,
    flags: [],
    rows: manyRows(0, 40_000),
    named: /^Cannot write .*corpus\.jsonl\.\w+\.partial: .*ulimit -f/u,
  },
  {
    what: 'the rejects',
    limit: 1000,
    flags: [],
    rows: '{"broken\n'.repeat(20_000),
    named: /^Cannot write .*rejected\.jsonl\.\w+\.partial: .*ulimit -f/u,
  },
  {
    what: 'rows set aside',
    limit: 1000,
    flags: littleMemory,
    rows: manyRows(0, 60_000),
    named: /^Cannot write .*\.partial-spare: .*ulimit -f/u,
  },
])(
  'a disk that is full of $what ends a merge, and nothing of it stays',
  ({ limit, flags, rows, named }) => {
    const folder = temporaryFolder({ 'in/a.jsonl': manyRows(0, 10) });
    llamaforge(folder, words);
    const before = outputsOf(folder);
    writeFileSync(join(folder, 'in/b.jsonl'), rows);

    const run = limited(folder, limit, [...words, ...flags]);

    expect(run.stderr).toMatch(named);
    expect(run.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(run).toMatchObject({ status: 1, stdout: '' });
    expect(outputsOf(folder)).toEqual(before);
    expect(leftovers(folder)).toEqual([]);
  },
);

test.skipIf(!existsSync('/proc/self/mem'))(
  'a file that a thread cannot read is named (Linux: /proc/self/mem)',
  () => {
    const folder = temporaryFolder({ 'in/a.jsonl': manyRows(0, 10) });
    symlinkSync('/proc/self/mem', join(folder, 'in/b.jsonl'));

    const run = llamaforge(folder, words);

    expect(run.stderr).toMatch(/^Cannot read .*b\.jsonl: /u);
    expect(run.status).toBe(1);
    expect(existsSync(join(folder, 'corpus.jsonl'))).toBe(false);
    expect(leftovers(folder)).toEqual([]);
  },
);

const isThere = (end: RegExp) => (names: readonly string[]) => names.some((name) => end.test(name));
const isLocked = isThere(/sqlite\.lock$/u);
const isWriting = isThere(/corpus\.jsonl\.\w+\.partial$/u);
const isSpilling = isThere(/-spare$/u);

test.each([
  { when: 'it surveys', flags: [], steps: [isLocked] },
  { when: 'it writes', flags: [], steps: [isWriting] },
  { when: 'it sets rows aside', flags: littleMemory, steps: [isSpilling] },
  { when: 'it writes in a second pass', flags: littleMemory, steps: [isSpilling, isWriting] },
])(
  'Ctrl-C while $when stops within a second, exits with 130 and leaves nothing',
  async ({ flags, steps }) => {
    const folder = temporaryFolder({ 'in/a.jsonl': manyRows(0, 10) });
    llamaforge(folder, words);
    const before = outputsOf(folder);
    writeFileSync(join(folder, 'in/b.jsonl'), manyRows(0, 150_000));
    rmSync(join(folder, 'output/hashes.sqlite.lock'));

    const child = spawn('node', [launcher, ...words, ...flags], { cwd: folder });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    for (const isReached of steps) {
      while (!isReached(namesIn(folder))) await new Promise((resolve) => setTimeout(resolve, 3));
    }
    const interruptedAt = performance.now();
    child.kill('SIGINT');
    const status = await ended;

    // The rest is for a busy machine.
    expect(performance.now() - interruptedAt).toBeLessThan(3000);
    expect(status).toBe(130);
    expect(outputsOf(folder)).toEqual(before);
    expect(leftovers(folder)).toEqual([]);
  },
);

function llamaforge(
  folder: string,
  words: readonly string[],
): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync('node', [launcher, ...words], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

/** Runs it where no file may grow beyond so many KiB. */
function limited(
  folder: string,
  kibibytes: number,
  words: readonly string[],
): ReturnType<typeof llamaforge> {
  const script = `trap '' XFSZ; ulimit -f ${String(kibibytes)}; exec node ${[launcher, ...words].join(' ')}`;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

function outputsOf(folder: string): string[] {
  return ['corpus.jsonl', 'corpus.manifest.json', 'output/rejected.jsonl'].map((name) =>
    readFileSync(join(folder, name), 'utf8'),
  );
}

function readRunLog(folder: string): unknown {
  const runs = join(folder, 'output/runs');
  const [name = ''] = readdirSync(runs).filter((file) => file.startsWith('20'));
  return JSON.parse(readFileSync(join(runs, name), 'utf8'));
}

function namesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' });
}

function leftovers(folder: string): string[] {
  return namesIn(folder).filter((name) => /partial|spare|journal/u.test(name));
}

function manyRows(from: number, until: number): string {
  return Array.from({ length: until - from }, (_, index) => {
    const number = String(from + index);
    return `${JSON.stringify({ instruction: `Question ${number}`, output: `answer ${number} ${'y'.repeat(60)}` })}\n`;
  }).join('');
}
