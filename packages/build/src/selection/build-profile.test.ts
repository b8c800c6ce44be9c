import { findLedgerProblems } from '@llamaforge/manifest';
import { CorpusError } from '@llamaforge/schema';
import { temporaryFolder } from '@llamaforge/testing';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildProfile, type SelectionResult } from './build-profile.ts';
import { inventedRows } from './invented-rows.testing.ts';
import { mergedCorpus } from './merged-corpus.testing.ts';
import { planProfile, type ProfileRequest } from './plan-profile.ts';
import { writtenRows } from './written-rows.testing.ts';

const twoToOne = { name: 'two_to_one', title: 'Two to one', weights: { instruction: 2, code: 1 } };
const talksAndCode = {
  'data/talks.jsonl': inventedRows('instruction', 60),
  'data/code.jsonl': inventedRows('code_debugging', 60),
};

test('a mix holds rows of the corpus, each once, by the weights of its buckets', async () => {
  const folder = temporaryFolder({ ...talksAndCode, 'p.json': JSON.stringify(twoToOne) });

  const { manifest, notes } = await build(folder, { maxTotal: 31 });

  const corpus = readLines(folder, 'corpus.jsonl');
  const mix = readLines(folder, 'mixes/mix.jsonl');
  expect(mix.length).toBe(31);
  expect(mix.filter((line) => !corpus.includes(line))).toEqual([]);
  expect(new Set(mix).size).toBe(31);
  expect(manifest.categories).toEqual({ instruction: 21, code_debugging: 10 });
  expect(manifest.selection?.mix?.buckets).toEqual([
    { bucket: 'instruction', asked: '2', wanted: 21, got: 21, available: 60 },
    { bucket: 'code', asked: '1', wanted: 10, got: 10, available: 60 },
  ]);
  expect(manifest.ledger).toEqual({
    read: 120,
    kept: 31,
    duplicates: 0,
    rejected: { not_selected: 89 },
    blank: 0,
  });
  expect(findLedgerProblems(manifest)).toEqual([]);
  expect(notes).toEqual([]);
});

test('a mix is shuffled, the same each time, and another for another seed', async () => {
  const folder = temporaryFolder({ ...talksAndCode, 'p.json': JSON.stringify(twoToOne) });

  await build(folder, { output: 'once.jsonl', maxTotal: 60 });
  await build(folder, { output: 'again.jsonl', maxTotal: 60 });
  await build(folder, { output: 'other.jsonl', maxTotal: 60, seed: 43 });

  const [once, again, other] = ['once', 'again', 'other'].map((name) =>
    readFileSync(join(folder, `${name}.jsonl`), 'utf8'),
  );
  const inCorpusOrder = readLines(folder, 'corpus.jsonl').filter((line) => once?.includes(line));
  expect(again).toBe(once);
  expect(other).not.toBe(once);
  expect(once?.trimEnd().split('\n')).not.toEqual(inCorpusOrder);
});

test('a corpus whose lines stand in another order gives the same bytes', async () => {
  const folder = temporaryFolder({ ...talksAndCode, 'p.json': JSON.stringify(twoToOne) });
  await build(folder, { maxTotal: 60, output: 'mix.jsonl' });
  const lines = readLines(folder, 'corpus.jsonl');
  writeFileSync(join(folder, 'turned.jsonl'), `${lines.toReversed().join('\n')}\n`);

  await select(folder, { maxTotal: 60, input: 'turned.jsonl', output: 'of-turned.jsonl' });

  expect(readFileSync(join(folder, 'of-turned.jsonl'), 'utf8')).toBe(
    readFileSync(join(folder, 'mix.jsonl'), 'utf8'),
  );
});

test('a corpus that grows by 5 % keeps most rows of its mix', async () => {
  const folder = temporaryFolder({
    'data/talks.jsonl': inventedRows('instruction', 1000),
    'data/code.jsonl': inventedRows('code_debugging', 1000),
    'p.json': JSON.stringify(twoToOne),
  });
  await build(folder, { maxTotal: 600, output: 'before.jsonl' });
  writeFileSync(
    join(folder, 'data/a-new.jsonl'),
    inventedRows('instruction', 50, 1000) + inventedRows('code_debugging', 50, 1000),
  );

  await build(folder, { maxTotal: 600, output: 'after.jsonl' });

  const before = new Set(readLines(folder, 'before.jsonl'));
  const gone = readLines(folder, 'after.jsonl').filter((line) => !before.has(line)).length;
  // 600 × 5/105 = 29 on average; 60 is six standard deviations above it.
  expect(gone).toBeGreaterThan(0);
  expect(gone).toBeLessThan(60);
});

test('a source gives no more than its cap, and one that is not there is named with none', async () => {
  const sources = [{ name: 'talks', cap: 7 }, { name: 'code', bucket: 'code' }, { name: 'absent' }];
  const folder = temporaryFolder({
    ...talksAndCode,
    'p.json': JSON.stringify({ ...twoToOne, sources }),
  });

  const { manifest } = await build(folder, { maxTotal: 30 });

  expect(manifest.selection?.mix?.sources).toEqual([
    {
      name: 'talks',
      bucket: null,
      cap: 7,
      there: true,
      rows: 60,
      available: 7,
      got: 7,
      got_by_bucket: { instruction: 7 },
    },
    {
      name: 'code',
      bucket: 'code',
      cap: null,
      there: true,
      rows: 60,
      available: 60,
      got: 23,
      got_by_bucket: { code: 23 },
    },
    {
      name: 'absent',
      bucket: null,
      cap: null,
      there: false,
      rows: 0,
      available: 0,
      got: 0,
      got_by_bucket: {},
    },
  ]);
  expect(manifest.selection?.mix?.buckets).toEqual([
    { bucket: 'instruction', asked: '2', wanted: 20, got: 7, available: 7 },
    { bucket: 'code', asked: '1', wanted: 10, got: 23, available: 60 },
  ]);
});

test.each([
  ['are left out and counted where it drops them', ['made_by_another'], 1],
  ['are counted and kept where it does not', [], 2],
])('rows whose assistant says that somebody else made it %s', async (_, drop, kept) => {
  const claim = '{"instruction":"Who?","output":"I am ChatGPT.","_category":"instruction"}\n';
  const folder = temporaryFolder({
    'data/a.jsonl': claim + inventedRows('instruction', 1),
    'p.json': JSON.stringify({ ...twoToOne, drop }),
  });

  const { manifest } = await build(folder, { maxTotal: 9 });

  const isDropped = drop.length > 0;
  expect(manifest.selection?.mix?.tags).toEqual([
    { tag: 'made_by_another', rows: 1, dropped: isDropped },
  ]);
  expect(manifest.ledger.rejected).toEqual(isDropped ? { 'tag:made_by_another': 1 } : {});
  expect(writtenRows(join(folder, 'mixes/mix.jsonl')).length).toBe(kept);
  expect(findLedgerProblems(manifest)).toEqual([]);
});

test('rows that the corpus repeats count as duplicates and are chosen once', async () => {
  const folder = temporaryFolder({ ...talksAndCode, 'p.json': JSON.stringify(twoToOne) });
  await mergedCorpus(folder);
  const corpus = readFileSync(join(folder, 'corpus.jsonl'), 'utf8');
  writeFileSync(join(folder, 'twice.jsonl'), corpus + corpus);

  const { manifest } = await select(folder, { input: 'twice.jsonl', maxTotal: 500 });

  expect(manifest.ledger).toEqual({
    read: 240,
    kept: 120,
    duplicates: 120,
    rejected: {},
    blank: 0,
  });
  expect(new Set(readLines(folder, 'mixes/mix.jsonl')).size).toBe(120);
});

test('a profile that no row is for is refused, and nothing is written', async () => {
  const sources = [{ name: 'absent' }];
  const folder = temporaryFolder({
    ...talksAndCode,
    'p.json': JSON.stringify({ ...twoToOne, sources }),
  });

  const built = build(folder, {});

  await expect(built).rejects.toThrow(
    new CorpusError(
      `${join(folder, 'corpus.jsonl')} has no row for the profile two_to_one: none belongs to a source that it lists. \`llamaforge profiles --json\` shows them; a profile of your own can leave out \`sources\` and choose from all rows.`,
    ),
  );
  expect(() => readLines(folder, 'mixes/mix.jsonl')).toThrow('ENOENT');
});

test('a profile that weighs no bucket of the rows that are there is told so', async () => {
  const profile = { ...twoToOne, weights: { creative: 1 } };
  const folder = temporaryFolder({ ...talksAndCode, 'p.json': JSON.stringify(profile) });

  const built = build(folder, {});

  await expect(built).rejects.toThrow(
    new CorpusError(
      `${join(folder, 'corpus.jsonl')} has no row for the profile two_to_one: none that it may choose is of a bucket that has a weight. Weigh others, or see its \`buckets\` and \`drop\`.`,
    ),
  );
});

/** Merges the folder's data and builds the mix of its `p.json`. */
async function build(folder: string, more: Partial<ProfileRequest>): Promise<SelectionResult> {
  await mergedCorpus(folder);
  return await select(folder, more);
}

async function select(folder: string, more: Partial<ProfileRequest>): Promise<SelectionResult> {
  const request = {
    workingFolder: folder,
    toolVersion: '0.1.0',
    input: 'corpus.jsonl',
    output: 'mixes/mix.jsonl',
    profile: 'p.json',
  };
  return await buildProfile(planProfile({ ...request, ...more }), {});
}

function readLines(folder: string, name: string): string[] {
  return readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');
}
