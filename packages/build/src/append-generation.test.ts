import type { ManifestInput } from '@llamaforge/manifest';
import { temporaryFolder } from '@llamaforge/testing';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { mergeCorpus, type MergeResult } from './merge-corpus.ts';
import { planMerge, type MergeRequest } from './plan-merge.ts';

const row = (instruction: string, output: string): string =>
  `${JSON.stringify({ instruction, input: '', output })}\n`;

test('an append reads new files alone; they come last, whatever their names', async () => {
  const folder = temporaryFolder({ 'data/m.jsonl': row('A', 'a') + '{}\n' });
  await merge(folder);
  writeFileSync(
    join(folder, 'data/a.jsonl'),
    row('B', 'b') + row('A', 'a') + '[]\n' + row('C', 'c'),
  );

  const { manifest, generation } = await merge(folder, { append: true });

  expect(generation).toBe(1);
  expect(instructions(folder)).toEqual(['A', 'B', 'C']);
  expect(
    manifest.inputs.map((input: ManifestInput) => [input.path, input.generation, input.rows.kept]),
  ).toEqual([
    ['data/m.jsonl', 0, 1],
    ['data/a.jsonl', 1, 2],
  ]);
  expect(manifest.ledger).toEqual({
    read: 6,
    kept: 3,
    duplicates: 1,
    rejected: { not_an_object: 1, unknown_shape: 1 },
    blank: 0,
  });
  expect(
    manifest.outputs.map(({ role, segments }) => [role, segments.map(({ rows }) => rows)]),
  ).toEqual([
    ['corpus', [1, 2]],
    ['rejects', [1, 1]],
  ]);
  expect(manifest.overlap).toEqual([{ files: ['data/m.jsonl', 'data/a.jsonl'], digests: 1 }]);
});

test('an append gives the rows, counts and lengths that a merge anew in that order gives', async () => {
  const files = ['one', 'two', 'three'].map((name, file) =>
    Array.from({ length: 50 }, (_, index) =>
      row(`Q${String((index * (file + 3)) % 70)}`, name.slice(0, index % 3)),
    ).join(''),
  );
  const appended = temporaryFolder({ 'data/1.jsonl': files[0] ?? '' });
  await merge(appended);
  writeFileSync(join(appended, 'data/2.jsonl'), files[1] ?? '');
  await merge(appended, { append: true });
  writeFileSync(join(appended, 'data/3.jsonl'), files[2] ?? '');
  const { manifest } = await merge(appended, { append: true });
  const anew = temporaryFolder({
    'data/1.jsonl': files[0] ?? '',
    'data/2.jsonl': files[1] ?? '',
    'data/3.jsonl': files[2] ?? '',
  });

  const merged = await merge(anew);

  const withoutGenerations = ({
    outputs: _,
    inputs,
    ...rest
  }: MergeResult['manifest']): unknown => ({
    ...rest,
    inputs: inputs.map((input: ManifestInput) => ({ ...input, generation: 0 })),
  });
  expect(withoutGenerations(manifest)).toEqual(withoutGenerations(merged.manifest));
  expect(readFileSync(join(appended, 'corpus.jsonl'))).toEqual(
    readFileSync(join(anew, 'corpus.jsonl')),
  );
  expect(readFileSync(join(appended, 'rejected.jsonl'))).toEqual(
    readFileSync(join(anew, 'rejected.jsonl')),
  );
});

test('twelve appends, more than the table keeps tiers, keep every row findable as a duplicate', async () => {
  const folder = temporaryFolder({ 'data/00.jsonl': row('Q0', 'a') });
  await merge(folder);

  for (let index = 1; index <= 12; index += 1) {
    const name = `data/${String(index).padStart(2, '0')}.jsonl`;
    const all = Array.from({ length: index + 1 }, (_, old) => row(`Q${String(old)}`, 'a')).join('');
    writeFileSync(join(folder, name), all);
    const { manifest } = await merge(folder, { append: true });
    expect(manifest.inputs.at(-1)?.rows).toMatchObject({ kept: 1, duplicates: index });
  }
  expect(instructions(folder)).toHaveLength(13);
});

test('nothing new is no error and changes no byte', async () => {
  const folder = temporaryFolder({ 'data/a.jsonl': row('A', 'a') });
  await merge(folder);
  const before = readFileSync(join(folder, 'corpus.manifest.json'));

  const { generation } = await merge(folder, { append: true });

  expect(generation).toBeUndefined();
  expect(readFileSync(join(folder, 'corpus.manifest.json'))).toEqual(before);
});

test('a first merge may be an append', async () => {
  const folder = temporaryFolder({ 'data/a.jsonl': row('A', 'a') });

  const { generation } = await merge(folder, { append: true });

  expect(generation).toBe(0);
  expect(instructions(folder)).toEqual(['A']);
});

test('old files that changed or are gone are all named, and nothing changes', async () => {
  const folder = temporaryFolder({
    'data/a.jsonl': row('A', 'a'),
    'data/b.jsonl': row('B', 'b'),
    'data/c.jsonl': row('C', 'c'),
  });
  await merge(folder);
  appendFileSync(join(folder, 'data/a.jsonl'), row('D', 'd'));
  rmSync(join(folder, 'data/b.jsonl'));
  const before = readFileSync(join(folder, 'corpus.jsonl'));

  await expect(merge(folder, { append: true })).rejects.toThrow(
    'The corpus was made from files that are no longer the same:\n  data/a.jsonl has changed\n  data/b.jsonl is gone\nMerge anew, without --append; nothing was changed.',
  );
  expect(readFileSync(join(folder, 'corpus.jsonl'))).toEqual(before);
});

test('old files need not be named again', async () => {
  const folder = temporaryFolder({
    'data/a.jsonl': row('A', 'a'),
    'more/b.jsonl': row('B', 'b') + row('A', 'a'),
  });
  await merge(folder);

  const { manifest } = await merge(folder, { append: true, input: ['more'] });

  expect(instructions(folder)).toEqual(['A', 'B']);
  expect(manifest.ledger).toMatchObject({ read: 3, kept: 2, duplicates: 1 });
});

test('a source keeps its cap over appends, and its old files their settings', async () => {
  const folder = temporaryFolder({
    'data/a.jsonl': row('A', 'a') + row('B', 'b'),
    'recipe.yaml': 'sources: [{ path: data, cap: 3 }]',
    'other.yaml': 'sources: [{ path: data, category: code }]',
  });
  await merge(folder, { input: undefined, recipe: 'recipe.yaml' });
  writeFileSync(join(folder, 'data/b.jsonl'), row('C', 'c') + row('D', 'd'));

  const { manifest } = await merge(folder, {
    append: true,
    input: undefined,
    recipe: 'recipe.yaml',
  });

  expect(manifest.total_examples).toBe(3);
  await expect(
    merge(folder, { append: true, input: undefined, recipe: 'other.yaml' }),
  ).rejects.toThrow(
    /data\/a\.jsonl has other settings in the recipe\n {2}data\/b\.jsonl has other settings/u,
  );
});

test('a file that is touched but equal has not changed; one with a flipped byte and its old times has', async () => {
  const folder = temporaryFolder({ 'data/a.jsonl': row('A', 'a') });
  const path = join(folder, 'data/a.jsonl');
  await merge(folder);
  const { atime, mtime } = statSync(path);
  utimesSync(path, new Date(), new Date());
  await merge(folder, { append: true });

  writeFileSync(path, row('A', 'b'));
  utimesSync(path, atime, mtime);

  await expect(merge(folder, { append: true })).rejects.toThrow(/has changed/u);
});

test('bytes past the committed length are cut off at the start', async () => {
  const folder = temporaryFolder({ 'data/a.jsonl': row('A', 'a') + '{}\n' });
  await merge(folder);
  const before = readFileSync(join(folder, 'corpus.jsonl'));
  appendFileSync(join(folder, 'corpus.jsonl'), '{"instruction":"half');
  appendFileSync(join(folder, 'rejected.jsonl'), '{"half');

  await merge(folder, { append: true });

  expect(readFileSync(join(folder, 'corpus.jsonl'))).toEqual(before);
  expect(readFileSync(join(folder, 'rejected.jsonl'), 'utf8').split('\n')).toHaveLength(2);
});

test('a manifest that a killed append could not write is written by the next', async () => {
  const folder = temporaryFolder({ 'data/a.jsonl': row('A', 'a') });
  await merge(folder);
  const old = join(folder, 'old.manifest');
  copyFileSync(join(folder, 'corpus.manifest.json'), old);
  writeFileSync(join(folder, 'data/b.jsonl'), row('B', 'b'));
  await merge(folder, { append: true });
  const written = readFileSync(join(folder, 'corpus.manifest.json'));
  copyFileSync(old, join(folder, 'corpus.manifest.json'));

  await merge(folder, { append: true });

  expect(readFileSync(join(folder, 'corpus.manifest.json'))).toEqual(written);
});

test('what a kill left of a manifest beside the data changes no byte of the next', async () => {
  const folder = temporaryFolder({ 'data/a.jsonl': row('A', 'a') });
  const besideData = { output: 'data/corpus.jsonl' };
  await merge(folder, besideData);
  const before = readFileSync(join(folder, 'data/corpus.manifest.json'));
  writeFileSync(join(folder, 'data/corpus.manifest.json.partial'), '{"kind":');

  await merge(folder, { ...besideData, append: true });

  expect(readFileSync(join(folder, 'data/corpus.manifest.json'))).toEqual(before);
  expect(existsSync(join(folder, 'data/corpus.manifest.json.partial'))).toBe(false);
});

test('an append with another key or to another corpus is an error', async () => {
  const folder = temporaryFolder({ 'data/a.jsonl': row('A', 'a') });
  await merge(folder);

  await expect(merge(folder, { append: true, key: 'rendered' })).rejects.toThrow(
    /was made with key exact, this run has rendered/u,
  );
  await expect(merge(folder, { append: true, output: 'other.jsonl' })).rejects.toThrow(
    /was made with output/u,
  );
});

test('a corpus that is gone or too short is an error that says to merge anew', async () => {
  const folder = temporaryFolder({ 'data/a.jsonl': row('A', 'a') });
  await merge(folder);
  writeFileSync(join(folder, 'corpus.jsonl'), '');

  await expect(merge(folder, { append: true })).rejects.toThrow(
    /shorter than its hash table says. Merge anew/u,
  );
});

test('a damaged new file leaves the corpus as it was', async () => {
  const folder = temporaryFolder({ 'data/a.jsonl': row('A', 'a') });
  await merge(folder);
  const before = readFileSync(join(folder, 'corpus.jsonl'));
  writeFileSync(join(folder, 'data/b.json'), '[{"instruction":"B"');

  await expect(merge(folder, { append: true })).rejects.toThrow(/b\.json is damaged/u);
  expect(readFileSync(join(folder, 'corpus.jsonl'))).toEqual(before);
  expect(existsSync(join(folder, 'corpus.jsonl'))).toBe(true);
});

function merge(folder: string, request: Partial<MergeRequest> = {}): Promise<MergeResult> {
  const plan = planMerge({
    workingFolder: folder,
    toolVersion: '0.0.0-test',
    input: ['data'],
    output: 'corpus.jsonl',
    database: 'state/h.sqlite',
    rejects: 'rejected.jsonl',
    ...request,
  });
  return mergeCorpus(plan, { now: () => new Date('2026-01-02T03:04:05Z') });
}

function instructions(folder: string): string[] {
  return readFileSync(join(folder, 'corpus.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => z.object({ instruction: z.string() }).parse(JSON.parse(line)).instruction);
}
