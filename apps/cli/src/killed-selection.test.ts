import { temporaryFolder } from '@llamaforge/testing';
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const launcher = fileURLToPath(new URL('../bin/llamaforge.js', import.meta.url));
const KILLS = 3;

const mix = 'profile --profile mix.json --exclusive --validation 10% --output x.jsonl';
const parts = 'curriculum --split --validation 10% --output x.jsonl';

// Loaded before the command: it kills its process before the call of `KILL_CALLS` that `KILL_BEFORE` numbers, from 0.
const killer = `
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
let callsLeft = Number(process.env.KILL_BEFORE);
for (const name of process.env.KILL_CALLS.split(',')) {
  const call = fs[name];
  fs[name] = (...given) => {
    if (callsLeft === 0) process.kill(process.pid, 'SIGKILL');
    callsLeft -= 1;
    return call(...given);
  };
}
syncBuiltinESMExports();
`;

// One merged corpus for all tests; each writes in a folder of its own.
let shared = '';

beforeAll(() => {
  shared = realpathSync(mkdtempSync(join(tmpdir(), 'corpus-')));
  writeFileSync(join(shared, 'killer.mjs'), killer);
  writeFileSync(join(shared, 'rows.jsonl'), rows(3000));
  run(shared, 'merge --input rows.jsonl --output corpus.jsonl');
});

afterAll(() => {
  rmSync(shared, { recursive: true, force: true });
});

test.each([
  {
    what: 'a mix',
    earlier: `${mix} --seed 1`,
    words: mix,
    calls: 'writeSync,renameSync,rmSync',
  },
  // Here files of the earlier run go: those of its phases, and the rows that it had set aside.
  {
    what: 'a curriculum',
    earlier: parts,
    words: 'curriculum --output x.jsonl',
    calls: 'renameSync,rmSync',
  },
])(
  '$what that is killed between any two steps has whole files, and a rerun gives the same bytes',
  { timeout: 180_000 },
  ({ earlier, words, calls }) => {
    const { old, expected } = arrange(earlier, words);

    let kills = 0;
    for (; ; kills += 1) {
      const folder = copyOf(old);
      const killed = spawnSync('node', commandLine(words, ['--import', killerUrl()]), {
        cwd: folder,
        env: { ...process.env, KILL_CALLS: calls, KILL_BEFORE: String(kills) },
      });
      if (killed.signal !== 'SIGKILL') break;
      expectWhole(folder, [old, expected]);
      run(folder, words);
      expect(filesOf(folder)).toEqual(filesOf(expected));
    }

    // The index, the list of outputs twice, and the files: the mix, rows set aside and a manifest at least.
    expect(kills).toBeGreaterThanOrEqual(6);
  },
);

test(
  'a mix that is killed at any moment has whole files, and a rerun gives the same bytes',
  { timeout: 120_000 },
  async () => {
    const { old, expected, lastsMs } = arrange(`${mix} --seed 1`, mix);

    for (let kill = 0; kill < KILLS; kill += 1) {
      const folder = copyOf(old);
      await killAfter(folder, mix, lastsMs * (0.4 + (0.6 * kill) / KILLS));

      expectWhole(folder, [old, expected]);
      run(folder, mix);
      expect(filesOf(folder)).toEqual(filesOf(expected));
    }
  },
);

test(
  'Ctrl-C ends a run with 130, whether it reads or writes, and leaves all as it was',
  { timeout: 60_000 },
  async () => {
    const folder = temporaryFolder({ 'mix.json': profile(), 'rows.jsonl': rows(60_000) });
    run(folder, 'merge --input rows.jsonl --output large.jsonl');
    const before = filesOf(folder);

    const whileWriting = await interrupt(folder, `${parts} --input large.jsonl`, /^x\./u);
    const afterWriting = filesOf(folder);
    rmSync(join(folder, 'output/index'), { recursive: true });
    const whileReading = await interrupt(folder, `${mix} --input large.jsonl`, /\/index\//u);

    const message =
      'Interrupted: nothing is left half-written, and what stood before stands as it was.\n';
    expect([whileReading, whileWriting]).toEqual([
      { status: 130, stderr: message },
      { status: 130, stderr: message },
    ]);
    expect(afterWriting).toEqual(before);
    expect(filesOf(folder)).toEqual(withoutIndex(before));
  },
);

/** A folder after a run, without the corpus's index, and one after another run on top of that. */
function arrange(
  earlier: string,
  later: string,
): { readonly old: string; readonly expected: string; readonly lastsMs: number } {
  const old = temporaryFolder({ 'mix.json': profile() });
  run(old, earlier);
  rmSync(join(old, 'output/index'), { recursive: true });
  const expected = copyOf(old);
  const startedAt = performance.now();
  run(expected, later);
  return { old, expected, lastsMs: performance.now() - startedAt };
}

function run(folder: string, words: string): void {
  const { status, stdout, stderr } = spawnSync('node', commandLine(words), {
    cwd: folder,
    encoding: 'utf8',
  });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
}

function commandLine(words: string, nodeFlags: readonly string[] = []): string[] {
  const isOfShared = !words.includes('--input');
  return [
    ...nodeFlags,
    launcher,
    ...words.split(' '),
    '--quiet',
    ...(isOfShared ? ['--input', join(shared, 'corpus.jsonl')] : []),
  ];
}

function killerUrl(): string {
  return pathToFileURL(join(shared, 'killer.mjs')).href;
}

/** Kills the command so that no handler of ours runs; one that ended before is as good a case. */
async function killAfter(folder: string, words: string, afterMs: number): Promise<void> {
  const child = spawn('node', commandLine(words), { cwd: folder, stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, afterMs))]);
  child.kill('SIGKILL');
  await ended;
}

/** Sends SIGINT as soon as a file of that name is there. */
async function interrupt(
  folder: string,
  words: string,
  name: RegExp,
): Promise<{ readonly status: number | null; readonly stderr: string }> {
  const child = spawn('node', commandLine(words), {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (text) => (stderr += String(text)));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  while (child.exitCode === null && !namesOf(folder).some((path) => name.test(path))) {
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  child.kill('SIGINT');
  return { status: await ended, stderr };
}

/** Every file that has its name is as it was before the run, or as it is after. */
function expectWhole(folder: string, [old, expected]: readonly [string, string]): void {
  const [before, after] = [filesOf(old), filesOf(expected)];
  const written = Object.entries(filesOf(folder)).filter(
    ([path]) => path.startsWith('x.') && !path.endsWith('.partial'),
  );
  const stay = outputsOf(before).filter((path) => path in after);
  expect(written.map(([path]) => path)).toEqual(expect.arrayContaining(stay));
  for (const [path, content] of written) {
    expect([before[path], after[path]], path).toContain(content);
  }
}

function outputsOf(files: Readonly<Record<string, string>>): string[] {
  return Object.keys(files).filter((path) => path.startsWith('x.'));
}

/** Files and hashes of what is in them. Of the table of claims the name alone: what it holds shows in the mix. Locks, which are empty and stay, are none of them. */
function filesOf(folder: string): Record<string, string> {
  return Object.fromEntries(
    namesOf(folder)
      .filter((path) => !path.endsWith('.lock') && !path.startsWith('output/runs/'))
      .map((path) => [path, path.endsWith('.sqlite') ? '' : sha1Of(join(folder, path))]),
  );
}

function sha1Of(path: string): string {
  return createHash('sha1').update(readFileSync(path)).digest('hex');
}

function withoutIndex(files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).filter(([path]) => !path.startsWith('output/index/')),
  );
}

function namesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

function copyOf(folder: string): string {
  const copy = temporaryFolder();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const target = join(copy, path.slice(folder.length));
    if (entry.isDirectory()) mkdirSync(target, { recursive: true });
    else copyFileSync(path, target);
  }
  return copy;
}

function profile(): string {
  return JSON.stringify({
    name: 'mix',
    title: 'Code and sums',
    max_total: 500,
    weights: { code: 2, cot_math: 1 },
  });
}

function rows(count: number): string {
  const categories = ['code', 'creative', 'math', 'instruction'];
  return Array.from({ length: count }, (_, index) => {
    const number = String(index);
    const category = categories[index % categories.length];
    return `${JSON.stringify({ instruction: `What is number ${number}?`, input: '', output: `It is ${number}. ${'x'.repeat(300)}`, category })}\n`;
  }).join('');
}
