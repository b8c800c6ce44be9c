import { temporaryFolder } from '@llamaforge/testing';
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const launcher = fileURLToPath(new URL('../bin/llamaforge.js', import.meta.url));
const KILLS = 20;
const outputs = ['corpus.jsonl', 'corpus.manifest.json', 'output/rejected.jsonl'];

test(
  'a merge killed at any moment leaves the old files or the new, and a rerun gives the same bytes',
  { timeout: 600_000 },
  async () => {
    const old = temporaryFolder({ 'in/a.jsonl': rows(0, 500) });
    merge(old, ['--input', 'in/a.jsonl']);
    const oldCorpus = readFileSync(join(old, 'corpus.jsonl'), 'utf8');
    copyFolder(inputFolder(), join(old, 'in'));
    const undisturbed = copyOf(old);
    const startedAt = performance.now();
    merge(undisturbed, ['--input', 'in']);
    const lastsMs = performance.now() - startedAt;
    const expected = readOutputs(undisturbed);

    for (let kill = 0; kill < KILLS; kill += 1) {
      const folder = copyOf(old);
      await killMerge(folder, ['--input', 'in'], momentOf(kill, lastsMs));

      expect([oldCorpus, expected.files[0]]).toContain(
        readFileSync(join(folder, 'corpus.jsonl'), 'utf8'),
      );
      merge(folder, ['--input', 'in']);
      expect(readOutputs(folder)).toEqual(expected);
    }
  },
);

test(
  'an append killed at any moment only ever grows the corpus, and a rerun gives the same bytes',
  { timeout: 600_000 },
  async () => {
    const old = temporaryFolder({ 'in/a.jsonl': rows(0, 500) });
    merge(old, ['--input', 'in']);
    const oldCorpus = readFileSync(join(old, 'corpus.jsonl'), 'utf8');
    copyFolder(inputFolder(), join(old, 'in'));
    const undisturbed = copyOf(old);
    const startedAt = performance.now();
    merge(undisturbed, ['--input', 'in', '--append']);
    const lastsMs = performance.now() - startedAt;
    const expected = readOutputs(undisturbed);

    for (let kill = 0; kill < KILLS; kill += 1) {
      const folder = copyOf(old);
      await killMerge(folder, ['--input', 'in', '--append'], momentOf(kill, lastsMs));

      expect(readFileSync(join(folder, 'corpus.jsonl'), 'utf8').startsWith(oldCorpus)).toBe(true);
      merge(folder, ['--input', 'in', '--append']);
      expect(readOutputs(folder)).toEqual(expected);
    }
  },
);

/** Moments spread over the whole run and a little beyond, each off its place by a fixed pseudo-random part. */
function momentOf(kill: number, lastsMs: number): number {
  const jitter = ((kill * 2654435761) % 1000) / 1000;
  return ((kill + jitter) / KILLS) * lastsMs * 1.05;
}

/** Starts a merge and kills it, so that no handler of ours runs; a merge that ended before is as good a case. */
async function killMerge(folder: string, words: readonly string[], afterMs: number): Promise<void> {
  const child = spawn('node', commandLine(words), { cwd: folder, stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, afterMs))]);
  child.kill('SIGKILL');
  await ended;
}

function merge(folder: string, words: readonly string[]): void {
  const run = spawnSync('node', commandLine(words), { cwd: folder, encoding: 'utf8' });
  expect(run.stderr).toBe('');
  expect(run.status).toBe(0);
}

function commandLine(words: readonly string[]): string[] {
  return [launcher, 'merge', '--output', 'corpus.jsonl', '--quiet', ...words];
}

/** The written files, what the table holds, and every name that is there. */
function readOutputs(folder: string): { files: string[]; traced: string; names: string[] } {
  const words = [launcher, 'trace', 'in/b.jsonl:12', '--json'];
  return {
    files: outputs.map((name) => readFileSync(join(folder, name), 'utf8')),
    traced: spawnSync('node', words, { cwd: folder, encoding: 'utf8' }).stdout,
    names: readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => !name.startsWith('output/runs'))
      .sort(),
  };
}

function inputFolder(): string {
  return temporaryFolder({
    'b.jsonl': `${rows(250, 1500)}{"broken\n${rows(0, 20)}`,
    'c.jsonl': rows(1000, 3000),
  });
}

function copyOf(folder: string): string {
  const copy = temporaryFolder();
  copyFolder(folder, copy);
  expect(existsSync(join(copy, 'corpus.jsonl'))).toBe(true);
  return copy;
}

function rows(from: number, to: number): string {
  return Array.from({ length: to - from }, (_, index) => {
    const number = String(from + index);
    return `${JSON.stringify({ instruction: `What is the number ${number}?`, input: '', output: `It is ${number}. ${'x'.repeat(60)}` })}\n`;
  }).join('');
}

// Node 20 has `fs.cp` as an experiment only.
function copyFolder(from: string, to: string): void {
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const target = join(to, path.slice(from.length));
    if (entry.isDirectory()) mkdirSync(target, { recursive: true });
    else copyFileSync(path, target);
  }
}
