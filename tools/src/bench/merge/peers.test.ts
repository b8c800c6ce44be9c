import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { usualRows } from '../../rows-at-scale/options.ts';
import { writeRows } from '../../rows-at-scale/write-rows.ts';
import { listBenchFiles } from './bench-data.ts';
import type { BenchPlace } from './contender.ts';
import { pythonContender } from './peer-contenders.ts';
import { catContender, sortContender } from './plain-contenders.ts';

const scratch = mkdtempSync(join(tmpdir(), 'bench-peers-'));
const inputs = join(scratch, 'inputs');
const written = writeRows(inputs, { ...usualRows, rows: 4000, dialogues: 0.25, broken: 0.005 });
const place: BenchPlace = {
  inputs,
  files: listBenchFiles(inputs),
  scratch,
  run: scratch,
  output: join(scratch, 'corpus.jsonl'),
};

afterAll(() => {
  rmSync(scratch, { recursive: true });
});

const hasPython = spawnSync('python3', ['--version']).status === 0;
const hasCoreutils = spawnSync('sort', ['--version']).stdout.includes('coreutils');

test.runIf(hasPython)('the Python script keeps as many rows as a merge', () => {
  expect(rowsOf(pythonContender(1))).toBe(written.own);
});

test.runIf(hasPython)('the Python script reads no more than its share', () => {
  const rows = rowsOf(pythonContender(0.1));

  expect(rows / written.own).toBeGreaterThan(0.08);
  expect(rows / written.own).toBeLessThan(0.13);
});

test.runIf(hasCoreutils)('cat keeps all lines, and sort those that differ in bytes', () => {
  const rows = [rowsOf(catContender), rowsOf(sortContender)];

  expect(rows[0]).toBe(written.rows);
  expect(rows[1]).toBeGreaterThan(written.own);
  expect(rows[1]).toBeLessThan(written.rows);
});

function rowsOf(contender: ReturnType<typeof pythonContender>): number {
  rmSync(join(scratch, 'seen.sqlite'), { force: true });
  const { program, words, folder } = contender.command(place);
  const { status, stderr } = spawnSync(program, [...words], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return readFileSync(place.output, 'latin1').split('\n').length - 1;
}
