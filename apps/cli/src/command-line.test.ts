import { temporaryFolder } from '@llamaforge/testing';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { z } from 'zod';

const launcher = fileURLToPath(new URL('../bin/llamaforge.js', import.meta.url));

test('merges a folder, prints a table of at most 80 columns and exits with 0', () => {
  const folder = temporaryFolder({
    'in/a.jsonl': row('A', 'a') + row('A', 'a') + '{"x":1}\n[]\n[]\n',
    'in/sub/notes.txt': 'x',
  });

  const run = llamaforge(folder, ['merge', '--input', 'in', '--output', 'corpus.jsonl']);

  expect(run.stderr).toBe('');
  expect(run.status).toBe(0);
  expect(run.stdout).toMatch(/a\.jsonl +5 +1 +1 +3\n {2}2 not_an_object, 1 unknown_shape\n/u);
  expect(run.stdout).toContain('5 rows read: 1 kept, 1 duplicates (20.0%), 3 rejected');
  expect(run.stdout).toContain('Not read (1): in/sub/notes.txt');
  expect(run.stdout).toContain('npx llamaforge-verify corpus corpus.jsonl');
  expect(Math.max(...run.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});

test('--json prints one object and nothing else, --quiet nothing', () => {
  const folder = temporaryFolder({ 'in/a.jsonl': row('A', 'a') });
  const words = ['merge', '--input', 'in', '--output', 'corpus.jsonl'];

  const json = llamaforge(folder, [...words, '--json']);
  const quiet = llamaforge(folder, [...words, '--quiet']);

  expect(JSON.parse(json.stdout)).toMatchObject({
    command: 'merge',
    total_examples: 1,
    ledger: { read: 1, kept: 1 },
    output: join(folder, 'corpus.jsonl'),
  });
  expect([json.stderr, quiet.stdout, quiet.stderr]).toEqual(['', '', '']);
});

test.each([
  [['merge', '--inptu', 'x'], 'llamaforge: unknown flag --inptu; did you mean --input?\n'],
  [
    ['merge', '--on-damge', 'skip'],
    'llamaforge: unknown flag --on-damge; did you mean --on-damage?\n',
  ],
  [
    ['merge', '--key', 'exat'],
    'llamaforge: --key cannot be exat: it is one of exact, rendered; did you mean exact?\n',
  ],
  [['merge', '--output'], 'llamaforge: --output needs a value\n'],
  [['merge', '--output', ''], 'llamaforge: --output must not be empty\n'],
  [
    ['merge', '--output', 'a', '--output', 'b'],
    'llamaforge: --output is given twice; it takes one value\n',
  ],
  [
    ['merge', '--workers', '4'],
    'llamaforge: unknown flag --workers; there are --input, --recipe, ',
  ],
  [
    ['merge', 'extra'],
    'llamaforge: unknown: extra; quote a glob, or repeat --input for each file\n',
  ],
  [
    ['merge', '--input', 'a', 'b', 'c', 'd', 'e', 'f'],
    'llamaforge: unknown: b, c, d and 2 more; quote a glob, or repeat --input for each file\n',
  ],
  [
    ['quickly'],
    'llamaforge: unknown command quickly; there are fetch, merge, profile, balance, curriculum, normalize, trace, sources, profiles\n',
  ],
  [['mrege'], 'llamaforge: unknown command mrege; did you mean merge?\n'],
  [
    [],
    'llamaforge: name a command: fetch, merge, profile, balance, curriculum, normalize, trace, sources, profiles (see llamaforge --help)\n',
  ],
  [
    ['trace'],
    'llamaforge: <query> is missing: a digest (8 hex digits or more), file:line, a JSON row, or a text\n',
  ],
  [['trace', 'a', 'b'], 'llamaforge: unknown: b; quote a <query> that has blanks\n'],
  [['normalize', '--category', 'nope'], 'llamaforge: --category nope is no category'],
  [
    ['normalize', '--columns', 'instructoin=a,output=b'],
    'did you mean instruction for instructoin?',
  ],
])('%j is a usage error: one line, exit 2', (words, message) => {
  const run = llamaforge(temporaryFolder(), words);

  expect(run.stderr).toContain(message);
  expect(run.stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(run).toMatchObject({ status: 2, stdout: '' });
});

test('what the user can fix is said without a stack, exit 1', () => {
  const folder = temporaryFolder({ 'in/a.jsonl.gz': gzipSync(row('A', 'a')).subarray(0, 30) });

  const missing = llamaforge(folder, ['merge', '--input', 'nope']);
  const damaged = llamaforge(folder, ['merge', '--input', 'in']);

  expect(missing).toMatchObject({ status: 1, stdout: '' });
  expect(missing.stderr).toBe(
    `There is nothing at ${join(folder, 'nope')}. Name a file, a folder or a glob that exists with --input or in the recipe.\n`,
  );
  expect(damaged.status).toBe(1);
  expect(damaged.stderr).toMatch(/a\.jsonl\.gz is damaged: .*--on-damage skip/u);
  expect(damaged.stderr).not.toContain('    at ');
});

test.each([
  'merge',
  'profile',
  'balance',
  'curriculum',
  'normalize',
  'trace',
  'sources',
  'profiles',
])('%s --help shows examples in 80 columns', (name) => {
  const run = llamaforge(temporaryFolder(), [name, '--help']);

  expect(run.status).toBe(0);
  expect(run.stdout.split('Examples:')[1]).toContain(`llamaforge ${name}`);
  expect(Math.max(...run.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});

test('normalize is a filter: records on stdout, rejects in a file, counts on stderr', () => {
  const folder = temporaryFolder();
  const input = row(' A ', 'a') + '{"q":{"t":"B"},"r":"b"}\n\nnot json\n';

  const run = llamaforge(
    folder,
    ['normalize', '--source', 'mine', '--category', 'math', '--rejects', 'bad.jsonl'],
    input,
  );
  const mapped = llamaforge(
    folder,
    ['normalize', '--columns', 'instruction=q.t,output=r', '--quiet'],
    input,
  );

  expect(run.stdout).toBe(
    '{"instruction":"A","input":"","output":"a","_category":"cot_math","_source":"mine"}\n',
  );
  expect(run.stderr).toBe('1 record, 2 rejected\n');
  expect(lines(join(folder, 'bad.jsonl'))).toMatchObject([
    { file: 'mine', line: 2, reason: 'unknown_shape' },
    { file: 'mine', line: 4, reason: 'invalid_json', raw: 'not json' },
  ]);
  expect(mapped.stdout).toContain('"instruction":"B","input":"","output":"b"');
});

test('normalize ends quietly when its reader has seen enough', () => {
  const folder = temporaryFolder({ 'in.jsonl': row('A', 'a').repeat(200_000) });

  const run = spawnSync(
    'bash',
    ['-c', `set -o pipefail; node ${launcher} normalize < in.jsonl | head -1`],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  );

  expect(run.stderr).toBe('');
  expect(run.status).toBe(0);
});

test('trace answers by digest, place, row and text', () => {
  const folder = temporaryFolder({
    'in/a.jsonl': row('Alpha beta', 'gamma') + '{"x":1}\n',
    'in/b.jsonl': '\n' + row('Alpha beta', 'gamma'),
  });
  llamaforge(folder, ['merge', '--input', 'in', '--output', 'corpus.jsonl']);
  const places = ['--json'];
  const trace = (query: string): unknown =>
    JSON.parse(llamaforge(folder, ['trace', query, ...places]).stdout);
  const kept = {
    fate: 'kept',
    row: { file: 'in/a.jsonl', line: 1, held_by: [{ file: 'in/b.jsonl', line: 2 }] },
  };

  const byRow = trace(row('Alpha beta', 'gamma'));
  const digest = /[0-9a-f]{40}/u.exec(JSON.stringify(byRow))?.[0] ?? '';

  expect(byRow).toMatchObject({
    command: 'trace',
    asked: 'row',
    fates: [kept],
    may_have_more: false,
  });
  expect(JSON.stringify(byRow)).not.toMatch(/"[a-z]+[A-Z]\w*":/u);
  expect(trace(digest.slice(0, 9))).toMatchObject({ asked: 'digest', fates: [kept] });
  expect(trace('in/a.jsonl:1')).toMatchObject({ asked: 'place', fates: [kept] });
  expect(trace('in/b.jsonl:2')).toMatchObject({
    asked: 'place',
    fates: [{ fate: 'duplicate', row: kept.row }],
  });
  expect(trace('in/a.jsonl:2')).toMatchObject({
    fates: [{ fate: 'rejected', reason: 'unknown_shape' }],
  });
  expect(trace('"x"')).toMatchObject({ asked: 'text', fates: [{ fate: 'rejected' }] });
  expect(trace('pha be')).toMatchObject({ asked: 'text', fates: [kept] });
  expect(trace('nowhere')).toMatchObject({ asked: 'text', fates: [] });
});

test('sources lists what a merge would read', () => {
  const folder = temporaryFolder({
    'in/a.jsonl.gz': gzipSync(row('A', 'a') + '{}\n'),
    'in/b.json': '[',
  });

  const run = llamaforge(folder, ['sources', '--input', 'in', '--json']);

  const sources = z
    .object({ sources: z.array(z.record(z.string(), z.unknown())) })
    .parse(JSON.parse(run.stdout)).sources;
  expect(sources).toMatchObject([
    { source: 'a', format: 'jsonl.gzip', rows: 2, shapes: { alpaca: 1, rejected: 1 } },
    { source: 'b', format: 'json_array', rows: 0 },
  ]);
  expect(sources[1]?.['damage']).toMatch(/end of the file/u);
});

test('a full disk is said, and what stood before stands as it was', () => {
  const folder = temporaryFolder({ 'in/a.jsonl': row('A', 'a') });
  const words = ['merge', '--input', 'in', '--output', 'corpus.jsonl'];
  llamaforge(folder, words);
  const before = readFileSync(join(folder, 'corpus.jsonl'), 'utf8');
  const large = temporaryFolder({
    'large.jsonl': row('L', 'x'.repeat(1000)).repeat(1) + manyRows(3000),
  });

  // A file-size limit is the part of a full disk that a test can have anywhere; 200 blocks are 200 KiB.
  const run = spawnSync(
    'bash',
    [
      '-c',
      `trap '' XFSZ; ulimit -f 200; exec node ${launcher} ${words.join(' ')} --input ${large}/large.jsonl`,
    ],
    { cwd: folder, encoding: 'utf8' },
  );

  expect(run.stderr).toMatch(/^(?:Cannot write|No space left)/u);
  expect(run.status).toBe(1);
  expect(readFileSync(join(folder, 'corpus.jsonl'), 'utf8')).toBe(before);
  expect(allFiles(folder).filter((path) => path.includes('.partial'))).toEqual([]);
});

test.skipIf(!existsSync('/proc/self/mem'))(
  'a file that cannot be read is named (Linux: /proc/self/mem)',
  () => {
    const folder = temporaryFolder({ 'in/a.jsonl': row('A', 'a') });
    symlinkSync('/proc/self/mem', join(folder, 'in/b.jsonl'));

    const run = llamaforge(folder, ['merge', '--input', 'in', '--output', 'corpus.jsonl']);

    expect(run.stderr).toMatch(/^Cannot read .*b\.jsonl: /u);
    expect(run.status).toBe(1);
    expect(existsSync(join(folder, 'corpus.jsonl'))).toBe(false);
  },
);

test('Ctrl-C stops within a second, exits with 130 and leaves nothing behind', async () => {
  const folder = temporaryFolder({ 'in/a.jsonl': manyRows(150_000) });
  const child = spawn('node', [launcher, 'merge', '--input', 'in', '--output', 'corpus.jsonl'], {
    cwd: folder,
  });
  await until(() => allFiles(folder).some((path) => path.endsWith('.partial')));

  const interruptedAt = Date.now();
  child.kill('SIGINT');
  const status = await new Promise((resolve) => child.once('exit', resolve));

  expect(status).toBe(130);
  expect(Date.now() - interruptedAt).toBeLessThan(3000);
  expect(allFiles(folder).filter((path) => !path.startsWith('output/hashes.sqlite.lock'))).toEqual([
    'in/a.jsonl',
  ]);
});

function llamaforge(
  folder: string,
  words: readonly string[],
  input = '',
): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync('node', [launcher, ...words], {
    cwd: folder,
    encoding: 'utf8',
    input,
  });
  return { status, stdout, stderr };
}

function row(instruction: string, output: string): string {
  return `${JSON.stringify({ instruction, input: '', output })}\n`;
}

function manyRows(count: number): string {
  return Array.from({ length: count }, (_, index) =>
    row(`Question ${String(index)}`, `answer ${String(index)} ${'y'.repeat(80)}`),
  ).join('');
}

function lines(path: string): unknown[] {
  return readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
}

function allFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 5));
}
