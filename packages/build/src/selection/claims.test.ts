import { CorpusError } from '@llamaforge/schema';
import { temporaryFolder } from '@llamaforge/testing';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildProfile, type SelectionResult } from './build-profile.ts';
import { inventedRows } from './invented-rows.testing.ts';
import { listOtherClaims, listProfiles } from './list-profiles.ts';
import { mergedCorpus } from './merged-corpus.testing.ts';
import { planProfile, type ProfileRequest } from './plan-profile.ts';
import { releaseProfile } from './release-profile.ts';

const profileNamed = (name: string): string =>
  JSON.stringify({ name, title: name, weights: { instruction: 1 } });
const files = {
  'data/a.jsonl': inventedRows('instruction', 100),
  'one.json': profileNamed('one'),
  'two.json': profileNamed('two'),
  'mine.yaml': `profiles: [${profileNamed('one')}, ${profileNamed('two')}]`,
};

test('two profiles share no row, and the second says how many were taken', async () => {
  const folder = await mergedFolder();

  const one = await build(folder, 'one');
  const two = await build(folder, 'two');

  expect(shared(folder, 'one', 'two')).toEqual([]);
  expect([rows(folder, 'one').length, rows(folder, 'two').length]).toEqual([40, 40]);
  expect([one, two].map(({ manifest }) => manifest.selection?.mix?.taken_by_others)).toEqual([
    0, 40,
  ]);
  expect(two.manifest.ledger.rejected).toEqual({ not_selected: 60 });
});

test('without `exclusive` they do share rows, and nothing is taken', async () => {
  const folder = await mergedFolder();

  await build(folder, 'one', { exclusive: false });
  await build(folder, 'two', { exclusive: false });

  expect(rows(folder, 'two')).toEqual(rows(folder, 'one'));
  expect(claimsOf(folder)).toEqual([[], []]);
});

test('asked again, each gives the same bytes, also after the other has taken its rows', async () => {
  const folder = await mergedFolder();
  await build(folder, 'one');
  await build(folder, 'two');
  const names = ['one.jsonl', 'one.manifest.json', 'two.jsonl', 'two.manifest.json'];
  const bytes = (): string[] => names.map((name) => readFileSync(join(folder, name), 'utf8'));
  const before = bytes();

  await build(folder, 'one');
  await build(folder, 'two');
  await build(folder, 'two');

  expect(bytes()).toEqual(before);
});

test('a new merge of a corpus that has grown loses no claim', async () => {
  const folder = await mergedFolder();
  await build(folder, 'one');
  writeFileSync(join(folder, 'data/0.jsonl'), inventedRows('instruction', 5, 200));
  await mergedCorpus(folder);

  const { manifest } = await build(folder, 'two');

  expect(shared(folder, 'one', 'two')).toEqual([]);
  expect(manifest.selection?.mix?.taken_by_others).toBe(40);
});

test('a profile that asks for more later still takes none of the other’s', async () => {
  const folder = await mergedFolder();
  await build(folder, 'one');
  await build(folder, 'two');

  await build(folder, 'one', { maxTotal: 55 });

  expect(rows(folder, 'one').length).toBe(55);
  expect(shared(folder, 'one', 'two')).toEqual([]);
});

test('another seed of the same profile takes rows of its own, which both keep', async () => {
  const folder = await mergedFolder();
  await build(folder, 'one');
  await build(folder, 'one', { seed: 7, output: 'one-7.jsonl' });

  await build(folder, 'two', { maxTotal: 100 });

  expect(claimsOf(folder)[0]).toEqual([
    { seed: 42, rows: 40 },
    { seed: 7, rows: 40 },
  ]);
  const union = new Set([...rows(folder, 'one'), ...rows(folder, 'one-7')]);
  expect(union.size).toBeGreaterThan(40);
  expect([...rows(folder, 'two'), ...union].length).toBe(100);
  expect(rows(folder, 'two').filter((line) => union.has(line))).toEqual([]);
});

test('released rows can be taken, of one seed or of all', async () => {
  const folder = await mergedFolder();
  for (const seed of [1, 2, 3]) await build(folder, 'one', { seed });
  const request = requestFor(folder, 'one');

  const ofOneSeed = releaseProfile({ ...request, seed: 2 });
  const left = claimsOf(folder)[0];
  const ofAll = releaseProfile(request);
  const { manifest } = await build(folder, 'two', { maxTotal: 100 });

  expect(ofOneSeed.released).toEqual([{ profile: 'one', seed: 2, rows: 40 }]);
  expect(left).toEqual([
    { seed: 1, rows: 40 },
    { seed: 3, rows: 40 },
  ]);
  expect(ofAll.released).toEqual([
    { profile: 'one', seed: 1, rows: 40 },
    { profile: 'one', seed: 3, rows: 40 },
  ]);
  expect(manifest.total_examples).toBe(100);
});

test('what a profile that is gone has taken is listed, and given back by its name', async () => {
  const folder = await mergedFolder();
  await build(folder, 'one');
  rmSync(join(folder, 'one.json'));
  const request = { workingFolder: folder, toolVersion: '0.1.0' };

  const others = listOtherClaims(request, listProfiles(request));
  const given = releaseProfile({ ...request, profile: 'one' });

  expect(others).toEqual([{ profile: 'one', seed: 42, rows: 40 }]);
  expect(given).toEqual({ profile: 'one', released: others });
  expect(listOtherClaims(request, [])).toEqual([]);
});

test('to release what was never taken does nothing, and makes no file', async () => {
  const folder = await mergedFolder();

  const given = releaseProfile(requestFor(folder, 'one'));

  expect(given).toEqual({ profile: 'one', released: [] });
  expect(() => readFileSync(join(folder, 'output/claims.sqlite'))).toThrow('ENOENT');
});

test('a mix that is not written takes nothing, and one that was keeps what it had', async () => {
  const folder = await mergedFolder();
  await build(folder, 'one');
  writeFileSync(join(folder, 'mine.jsonl'), 'my own notes\n');

  const refused = build(folder, 'one', { output: 'mine.jsonl', maxTotal: 90 });
  await expect(refused).rejects.toThrow(CorpusError);
  const second = build(folder, 'two', { output: 'mine.jsonl' });
  await expect(second).rejects.toThrow(CorpusError);

  expect(claimsOf(folder)).toEqual([[{ seed: 42, rows: 40 }], []]);
});

test('a mix that is stopped while it is written takes nothing', async () => {
  const folder = await mergedFolder();
  const abort = new AbortController();
  const onProgress = ({ phase }: { readonly phase: string }): void => {
    if (phase === 'write') abort.abort(new Error('stopped'));
  };

  const stopped = buildProfile(planProfile({ ...requestFor(folder, 'one'), exclusive: true }), {
    signal: abort.signal,
    onProgress,
  });

  await expect(stopped).rejects.toThrow(new Error('stopped'));
  expect(claimsOf(folder)).toEqual([[], []]);
});

test('a mix whose rows cannot be taken is not written', async () => {
  const folder = await mergedFolder();
  const plan = planProfile({ ...requestFor(folder, 'one'), exclusive: true });
  const onProgress = ({ phase }: { readonly phase: string }): void => {
    if (phase === 'write') rmSync(join(folder, 'output/claims.sqlite'), { force: true });
  };
  const before = readdirSync(folder);

  const built = buildProfile(plan, { onProgress });

  await expect(built).rejects.toThrow(CorpusError);
  expect(readdirSync(folder).filter((name) => !name.endsWith('.lock'))).toEqual(before);
});

test('where others have taken every row, that is the reason given', async () => {
  const folder = await mergedFolder();
  await build(folder, 'one', { maxTotal: 100 });

  const left = build(folder, 'two');

  await expect(left).rejects.toThrow(
    new CorpusError(
      `${join(folder, 'corpus.jsonl')} has no row left for the profile two: other profiles have taken 100 rows of its sources. \`llamaforge profiles\` shows who; give rows back with --release, or leave out --exclusive.`,
    ),
  );
});

test('a corpus of another key is refused while rows are taken, for they could not be told', async () => {
  const folder = await mergedFolder();
  await build(folder, 'one');
  await mergedCorpus(folder, { key: 'rendered' });

  const built = build(folder, 'two');

  await expect(built).rejects.toThrow(
    new CorpusError(
      'one has taken rows of a corpus that was merged by another key; they cannot be told in this one, whose key is rendered. Give them back: llamaforge profile --profile one --release.',
    ),
  );
});

test('a mix that is asked for with the hash table, where it was not before, still takes nothing of others', async () => {
  const folder = await mergedFolder({
    'data/b.jsonl': inventedRows('instruction', 60),
    'one.json': JSON.stringify({
      ...{ name: 'one', title: 'one', weights: { instruction: 1 } },
      sources: [{ name: 'b' }, { name: 'c' }],
    }),
    'data/c.jsonl': inventedRows('instruction', 5, 500),
  });
  await build(folder, 'one', { database: 'nowhere.sqlite' });
  await build(folder, 'two');

  await build(folder, 'one');

  expect(rows(folder, 'one').length).toBeGreaterThan(5);
  expect(shared(folder, 'one', 'two')).toEqual([]);
});

test('a mix whose files cannot be given their names keeps the rows of those of before', async () => {
  const folder = await mergedFolder();
  await build(folder, 'one');
  const plan = planProfile({ ...requestFor(folder, 'one'), exclusive: true, maxTotal: 20 });
  const path = join(folder, 'one.jsonl');
  const onProgress = ({ phase }: { readonly phase: string }): void => {
    if (phase !== 'write') return;
    rmSync(path, { recursive: true, force: true });
    mkdirSync(join(path, 'in the way'), { recursive: true });
  };

  const built = buildProfile(plan, { onProgress });

  await expect(built).rejects.toThrow();
  expect(claimsOf(folder)[0]).toEqual([{ seed: 42, rows: 40 }]);
});

async function mergedFolder(more: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = temporaryFolder({ ...files, ...more });
  await mergedCorpus(folder);
  return folder;
}

function requestFor(folder: string, profile: string): ProfileRequest {
  return {
    workingFolder: folder,
    toolVersion: '0.1.0',
    input: 'corpus.jsonl',
    profile: `${profile}.json`,
    output: `${profile}.jsonl`,
    maxTotal: 40,
  };
}

async function build(
  folder: string,
  profile: string,
  more: Partial<ProfileRequest> = {},
): Promise<SelectionResult> {
  const request = { ...requestFor(folder, profile), exclusive: true, ...more };
  return await buildProfile(planProfile(request), {});
}

/** What the profiles `one` and `two` have taken. */
function claimsOf(folder: string): unknown[] {
  const request = { workingFolder: folder, toolVersion: '0.1.0', recipe: 'mine.yaml' };
  return listProfiles(request)
    .slice(0, 2)
    .map(({ claims }) => claims);
}

function bytesOf(folder: string, name: string): string {
  return readFileSync(join(folder, `${name}.jsonl`), 'utf8');
}

function rows(folder: string, name: string): string[] {
  return bytesOf(folder, name).trimEnd().split('\n');
}

function shared(folder: string, one: string, other: string): string[] {
  const taken = new Set(rows(folder, one));
  return rows(folder, other).filter((line) => taken.has(line));
}
