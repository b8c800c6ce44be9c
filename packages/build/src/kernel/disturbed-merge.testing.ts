import { dumpHashTable } from '@llamaforge/dedup';
import { temporaryFolder } from '@llamaforge/testing';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, vi } from 'vitest';
import { mergeCorpus } from '../merge-corpus.ts';
import type { MergeContext } from '../merge-options.ts';
import { isTemporaryName } from '../merge-workspace.ts';
import { planMerge, type MergeRequest } from '../plan-merge.ts';
import { RunNotes } from '../run-notes.ts';

/** Ways in which the kernel merges; each begins where an earlier merge's outputs stand. */
export const mergeWays = ['in one pass', 'in two passes', 'as an append'] as const;

/** One of them. */
export type MergeWay = (typeof mergeWays)[number];

/** All that a merge leaves, its table as a hash of its rows. */
export interface Remains {
  readonly corpus: string;
  readonly rejects: string;
  readonly manifest: string;
  readonly tables: string;
  /** every file's name but those of run logs */
  readonly names: readonly string[];
}

/** A request that has all files of `in` merged by threads which take little at a time. */
export function requestOf(folder: string, way: MergeWay): MergeRequest {
  return {
    workingFolder: folder,
    toolVersion: '0.0.0-test',
    input: ['in'],
    output: 'corpus.jsonl',
    engine: 'kernel',
    threads: 3,
    chunkBytes: 32 * 1024,
    append: way === 'as an append',
    // Room for a thousand rows.
    tableBytes: way === 'in two passes' ? 38_000 : undefined,
  };
}

/** Merges as asked. */
export async function mergeIn(
  folder: string,
  way: MergeWay,
  context: Omit<MergeContext, 'now'> = {},
): Promise<void> {
  await mergeCorpus(planMerge(requestOf(folder, way)), { ...context, now: () => new Date() });
}

/** A folder where some rows were merged, and more are to be: `rows` of them, a third of which are there twice. */
export async function folderToMerge(rows: number): Promise<string> {
  const folder = temporaryFolder({ 'in/a.jsonl': numberedRows(0, rows / 10) });
  await mergeIn(folder, 'in one pass');
  // What this merge left would be expected of others.
  expect(remainsOf(folder).names.filter(isTemporaryName)).toEqual([]);
  const [third, end] = [Math.floor(rows / 3), Math.floor((rows * 2) / 3)];
  writeFileSync(join(folder, 'in/b.jsonl'), `${numberedRows(0, third)}{"broken\n\n[]\n`);
  writeFileSync(join(folder, 'in/c.jsonl'), `${numberedRows(third / 2, end)}{"broken`);
  return folder;
}

/** A copy of a folder, gone when the running test ends. */
export function copyOf(folder: string): string {
  const copy = temporaryFolder();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const target = join(copy, path.slice(folder.length));
    if (entry.isDirectory()) mkdirSync(target, { recursive: true });
    else copyFileSync(path, target);
  }
  return copy;
}

/** Calls back when a merge has begun a phase or makes a note, as its run log names them, until the running test ends. */
export function whenBegins(name: string, act: () => void): void {
  const time = vi.spyOn(RunNotes.prototype, 'time').mockImplementation((phase, work) => {
    const result = work();
    if (phase === name) act();
    return Promise.resolve(result);
  });
  const note = vi.spyOn(RunNotes.prototype, 'note').mockImplementation((noted) => {
    if (noted === name) act();
  });
  onTestFinished(() => {
    time.mockRestore();
    note.mockRestore();
  });
}

/** What is there now. */
export function remainsOf(folder: string): Remains {
  const text = (name: string): string => readFileSync(join(folder, name), 'utf8');
  return {
    corpus: text('corpus.jsonl'),
    rejects: text('output/rejected.jsonl'),
    manifest: text('corpus.manifest.json'),
    tables: tablesOf(folder),
    names: readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => !name.startsWith('output/runs'))
      .sort(),
  };
}

function tablesOf(folder: string): string {
  const path = join(folder, 'output/hashes.sqlite');
  // It cannot be read as it stands where a killed append left it in the middle.
  if (existsSync(`${path}-journal`)) return '';
  return createHash('sha1')
    .update(JSON.stringify(dumpHashTable(path)))
    .digest('hex');
}

function numberedRows(from: number, until: number): string {
  const first = Math.floor(from);
  return Array.from({ length: Math.floor(until) - first }, (_, index) => {
    const number = String(first + index);
    const row = { instruction: `What is the number ${number}?`, output: `It is ${number}.` };
    return `${JSON.stringify({ ...row, _source: `s${String(index % 7)}`, pad: 'x'.repeat(60) })}\n`;
  }).join('');
}
