import { temporaryFolder } from '@llamaforge/testing';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildProfile, type SelectionResult } from './build-profile.ts';
import { inventedRows } from './invented-rows.testing.ts';
import { mergedCorpus } from './merged-corpus.testing.ts';
import type { SelectionRequest } from './plan-selection.ts';
import { planProfile } from './plan-profile.ts';

const profile = {
  name: 'p',
  title: 'By source',
  weights: { instruction: 1, code: 1 },
  sources: [{ name: 'external/late', bucket: 'code' }, { name: 'a' }],
};

// Of 12 rows in `a`, which comes first in the merge, 4 stand in `external/late` once more, with 2 of its own.
const files = {
  'data/a.jsonl': inventedRows('instruction', 12),
  'data/external/late.jsonl': inventedRows('instruction', 6, 8),
  'data/unlisted.jsonl': inventedRows('instruction', 3, 50),
  'p.json': JSON.stringify(profile),
};

test('a row belongs to the first listed source that held it, also where another file came first', async () => {
  const folder = temporaryFolder(files);

  const { manifest, notes } = await build(await mergedCorpus(folder));

  expect(manifest.selection?.mix?.sources).toEqual([
    {
      name: 'external/late',
      bucket: 'code',
      cap: null,
      there: true,
      rows: 6,
      available: 6,
      got: 6,
      got_by_bucket: { code: 6 },
    },
    {
      name: 'a',
      bucket: null,
      cap: null,
      there: true,
      rows: 8,
      available: 8,
      got: 8,
      got_by_bucket: { instruction: 8 },
    },
  ]);
  expect(manifest.sources).toEqual({
    a: { categories: { instruction: 12 }, license: null },
    'external/late': { categories: { instruction: 2 }, license: null },
  });
  expect(notes).toEqual([]);
});

test('a listed source that comes later takes no row from an earlier one', async () => {
  const sources = profile.sources.toReversed();
  const folder = temporaryFolder({ ...files, 'p.json': JSON.stringify({ ...profile, sources }) });

  const { manifest } = await build(await mergedCorpus(folder));

  expect(manifest.selection?.mix?.sources.map(({ name, rows }) => [name, rows])).toEqual([
    ['a', 12],
    ['external/late', 2],
  ]);
});

test('a file under another name of a source is that source', async () => {
  const sources = [{ name: 'far', also: ['late'], bucket: 'code' }, { name: 'a' }];
  const folder = temporaryFolder({ ...files, 'p.json': JSON.stringify({ ...profile, sources }) });

  const { manifest } = await build(await mergedCorpus(folder));

  expect(manifest.selection?.mix?.sources.map(({ name, rows }) => [name, rows])).toEqual([
    ['far', 6],
    ['a', 8],
  ]);
});

test('a source whose rows are all an earlier one’s, dropped or repeated is there', async () => {
  const claim = '{"instruction":"Who?","output":"I am ChatGPT.","_category":"instruction"}\n';
  const sources = ['a', 'within', 'claims', 'absent'].map((name) => ({ name }));
  const folder = temporaryFolder({
    ...files,
    'data/claims.jsonl': claim,
    'data/within.jsonl': inventedRows('instruction', 3),
    'p.json': JSON.stringify({ ...profile, sources, drop: ['made_by_another'] }),
  });

  const { manifest } = await build(await mergedCorpus(folder));

  expect(
    manifest.selection?.mix?.sources.map(({ name, there, rows, available }) => [
      name,
      there,
      rows,
      available,
    ]),
  ).toEqual([
    ['a', true, 12, 12],
    ['within', true, 0, 0],
    ['claims', true, 1, 0],
    ['absent', false, 0, 0],
  ]);
});

test('a file that is listed has its rows, whatever source they name themselves', async () => {
  const row = (output: string, source: object): string =>
    `${JSON.stringify({ instruction: 'Say.', output, _category: 'code', ...source })}\n`;
  const sources = [{ name: 'named' }, { name: 'external/*' }, { name: 'later' }];
  const folder = temporaryFolder({
    'data/external/own.jsonl':
      row('1', { _source: 'unlisted' }) + row('2', { _source: 'named' }) + row('3', {}),
    'data/z.jsonl': row('1', { _source: 'later' }) + row('4', { _source: 'later' }),
    'p.json': JSON.stringify({ ...profile, sources }),
  });

  const { manifest } = await build(await mergedCorpus(folder));

  expect(manifest.selection?.mix?.sources.map(({ name, rows }) => [name, rows])).toEqual([
    ['named', 1],
    ['external/*', 2],
    ['later', 1],
  ]);
});

test('without the hash table rows count for their own source alone, and that is said', async () => {
  const folder = temporaryFolder(files);
  const request = await mergedCorpus(folder);

  const { manifest, notes } = await build({ ...request, database: 'none.sqlite' });

  expect(manifest.selection?.mix?.sources.map(({ rows }) => rows)).toEqual([2, 12]);
  expect(notes).toEqual([
    `There is no hash table at ${join(folder, 'none.sqlite')}: rows count for their own _source alone, not for other files that held them. Name it with --database.`,
  ]);
});

test('a hash table of another key is not asked, and that is said', async () => {
  const folder = temporaryFolder(files);
  const request = await mergedCorpus(folder);
  const rendered = { database: 'rendered.sqlite', output: 'rendered.jsonl' };
  await mergedCorpus(folder, { ...rendered, key: 'rendered' });

  const { manifest, notes } = await build({ ...request, database: 'rendered.sqlite' });

  expect(manifest.selection?.mix?.sources.map(({ rows }) => rows)).toEqual([2, 12]);
  expect(notes).toEqual([
    `The hash table ${join(folder, 'rendered.sqlite')} has digests of the key rendered, the corpus of exact: rows count for their own _source alone. Name the corpus's own table with --database.`,
  ]);
});

test('a copy of a corpus is read by the key of the manifest that is named for it', async () => {
  const folder = temporaryFolder(files);
  const request = await mergedCorpus(folder, { key: 'rendered' });
  copyFileSync(join(folder, 'corpus.jsonl'), join(folder, 'copy.jsonl'));

  const { manifest } = await build({
    ...request,
    input: 'copy.jsonl',
    manifest: 'corpus.manifest.json',
  });

  expect(manifest.key).toBe('rendered');
  expect(manifest.selection?.mix?.sources.map(({ rows }) => rows)).toEqual([6, 8]);
});

test('a corpus of another key is read by that key', async () => {
  const folder = temporaryFolder(files);
  const request = await mergedCorpus(folder, { key: 'rendered' });

  const { manifest, notes } = await build(request);

  expect(manifest.selection?.mix?.sources.map(({ rows }) => rows)).toEqual([6, 8]);
  expect([manifest.key, notes]).toEqual(['rendered', []]);
});

test('a profile that lists no sources needs no hash table', async () => {
  const { sources: _, ...all } = profile;
  const folder = temporaryFolder({ ...files, 'p.json': JSON.stringify(all) });
  const request = await mergedCorpus(folder);

  const { manifest, notes } = await build({ ...request, database: 'none.sqlite' });

  expect([manifest.total_examples, manifest.selection?.mix?.sources, notes]).toEqual([17, [], []]);
  expect(manifest.database).toBeNull();
});

test('the manifest names the hash table where it was asked, and none where it was not', async () => {
  const folder = temporaryFolder(files);
  const request = await mergedCorpus(folder);

  const asked = await build(request);
  const notAsked = await build({ ...request, database: 'none.sqlite' });

  expect(asked.manifest.database).toBe('../output/hashes.sqlite');
  expect(notAsked.manifest.database).toBeNull();
});

async function build(request: SelectionRequest): Promise<SelectionResult> {
  return await buildProfile(planProfile({ ...request, profile: 'p.json' }), {});
}
