import { dumpHashTable } from '@llamaforge/dedup';
import { temporaryFolder } from '@llamaforge/testing';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { mergeCorpus } from '../merge-corpus.ts';
import { planMerge, type MergeRequest } from '../plan-merge.ts';

/** What a merge of some input is asked; the engine and where it writes are added. */
export type EngineRequest = Omit<MergeRequest, 'workingFolder' | 'toolVersion' | 'engine'>;

/** All that a merge leaves: its files' bytes, its table's rows, and the corpus's index. */
export interface MergeRemains {
  readonly corpus: Buffer;
  readonly rejects: Buffer;
  readonly manifest: string;
  readonly tables: ReturnType<typeof dumpHashTable>;
  /** its rows and labels, without its corpus's path and times; undefined where there is none */
  readonly index: string | undefined;
}

/** Merges `inputs` below a folder with one engine, one request after the other, and gives what is there in the end. */
export async function mergeWith(
  engine: 'kernel' | 'plain',
  folder: string,
  requests: readonly EngineRequest[],
): Promise<MergeRemains> {
  const out = join(temporaryFolder(), 'out');
  mkdirSync(out);
  // Paths in a manifest are relative to it, and both engines' folders lie side by side.
  for (const request of requests) {
    const plan = planMerge({
      workingFolder: out,
      toolVersion: '0.0.0-test',
      output: 'corpus.jsonl',
      manifest: 'manifest.json',
      database: 'state/h.sqlite',
      rejects: 'rejected.jsonl',
      engine,
      ...request,
      input: inputOf(request)?.map((path) => join(folder, path)),
    });
    await mergeCorpus(plan, { now: () => new Date('2026-01-02T03:04:05Z') });
  }
  expect(leftovers(out)).toEqual([]);
  return {
    corpus: readFileSync(join(out, 'corpus.jsonl')),
    rejects: readFileSync(join(out, 'rejected.jsonl')),
    manifest: readFileSync(join(out, 'manifest.json'), 'utf8'),
    tables: dumpHashTable(join(out, 'state/h.sqlite')),
    index: readIndex(join(out, 'output/index')),
  };
}

/** Merges with both engines and expects that nothing differs; the first requests are for both alike, `forKernel` for one. */
export async function expectSameResult(
  folder: string,
  requests: readonly EngineRequest[],
  forKernel: EngineRequest = {},
): Promise<MergeRemains> {
  const plain = await mergeWith('plain', folder, requests);
  const kernel = await mergeWith(
    'kernel',
    folder,
    requests.map((request) => ({ ...request, ...forKernel })),
  );
  expect(kernel.corpus.toString()).toBe(plain.corpus.toString());
  expect(kernel.rejects.toString()).toBe(plain.rejects.toString());
  expect(kernel.manifest).toBe(plain.manifest);
  expect(kernel.tables).toEqual(plain.tables);
  expect(kernel.index).toBe(plain.index);
  return plain;
}

/** Without any, the recipe's own sources, else the whole folder. */
function inputOf({ input, recipe }: EngineRequest): readonly string[] | undefined {
  return input ?? (recipe === undefined ? ['.'] : undefined);
}

function leftovers(out: string): string[] {
  return readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.includes('partial'),
  );
}

/** An index's columns hashed, and its labels: what else its end holds differs from folder to folder. */
function readIndex(folder: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  const [name] = readdirSync(folder);
  if (name === undefined) return undefined;
  const bytes = readFileSync(join(folder, name));
  const footerBytes = bytes.readUInt32LE(bytes.length - 12);
  const footerAt = bytes.length - 12 - footerBytes;
  const footer = bytes.subarray(footerAt, bytes.length - 12).toString();
  const labels = footer.slice(footer.indexOf('"labels"'));
  return `${createHash('sha1').update(bytes.subarray(0, footerAt)).digest('hex')} ${labels}`;
}
