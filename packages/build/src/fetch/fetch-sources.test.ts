import { CorpusError } from '@llamaforge/schema';
import { encodeRows, temporaryFolder } from '@llamaforge/testing';
import {
  contentOf,
  startLoopbackHub,
  type HubRepository,
  type LoopbackHub,
} from '@llamaforge/testing/loopback-hub';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { FetchContext, FetchResult } from './fetch-options.ts';
import { fetchSources } from './fetch-sources.ts';
import { mergeCorpus, type MergeResult } from '../merge-corpus.ts';
import { planMerge } from '../plan-merge.ts';
import { readCatalog } from './read-catalog.ts';
import { settleCard } from './settle-card.ts';
import { planFetch, type FetchRequest } from './plan-fetch.ts';

const first = 'a'.repeat(40);
const second = 'b'.repeat(40);

test('writes a source as records, notes it in the lock, and does nothing the second time', async () => {
  const { hub, folder } = await place({ files: { 'train.jsonl': alpacaRows(0, 3) } });

  const result = await run({ hub, folder });
  const asked = hub.requests.length;
  const again = await run({ hub, folder });

  expect(read(folder, 'expansion/code_debugging/set.jsonl')).toBe(
    [0, 1, 2].map((row) => recordLine(row)).join(''),
  );
  expect(result.sources).toMatchObject([
    { name: 'set', commit: first, rows: { read: 3, written: 3, rejected: {} }, isUpToDate: false },
  ]);
  expect(JSON.parse(read(folder, 'corpus.lock.json'))).toMatchObject({
    sources: {
      set: {
        repository: 'we/set',
        revision: 'main',
        commit: first,
        license: 'mit',
        files: [{ path: 'train.jsonl' }],
        output: { path: 'expansion/code_debugging/set.jsonl', rows: 3, read: 3, limit: null },
      },
    },
  });
  expect(again.sources).toMatchObject([{ isUpToDate: true, downloadedBytes: 0 }]);
  expect(hub.requests).toHaveLength(asked);
});

test('rejects rows under named reasons, and lists them', async () => {
  const rows = [...alpacaRows(0, 1), { instruction: 'No answer.', output: ' ' }, { odd: 1 }];
  const { hub, folder } = await place({ files: { 'train.jsonl': rows } });

  const result = await run({ hub, folder });

  expect(result.sources[0]?.rows).toEqual({
    read: 3,
    written: 1,
    rejected: { missing_output: 1, unknown_shape: 1 },
  });
  const rejects = read(folder, 'output/fetch-rejected/set.jsonl').trimEnd().split('\n');
  expect(rejects.map((line): unknown => JSON.parse(line))).toMatchObject([
    { file: 'we/set/train.jsonl', line: 2, reason: 'missing_output' },
    { file: 'we/set/train.jsonl', line: 3, reason: 'unknown_shape' },
  ]);
});

test('refuses a set of which no row becomes a record, and lists why', async () => {
  const { hub, folder } = await place({
    files: { 'train.jsonl': [{ ask: 'A' }, { ask: 'B' }] },
    card: { unconfirmed: 'its columns' },
  });

  const result = await run({ hub, folder });

  expect(result.failed).toEqual([
    {
      name: 'set',
      message: `No row of we/set became a record (unknown_shape), so nothing was written. Its card says of itself, not confirmed: its columns. See the rows in ${join(folder, 'output/fetch-rejected/set.jsonl')}, and correct the card, or pin a commit in it that has the columns it names.`,
      isUnreachable: false,
      notes: [],
    },
  ]);
  expect(listFiles(join(folder, 'expansion'))).toEqual([]);
  expect(read(folder, 'output/fetch-rejected/set.jsonl').split('\n')).toHaveLength(3);
});

test('a merge reads what was fetched of a recipe’s cards, under their licence and cap', async () => {
  const { hub, folder } = await place({ files: { 'train.jsonl': alpacaRows(0, 5) } });
  writeFileSync(join(folder, 'mine.jsonl'), '{"instruction":"Mine","output":"Mine"}\n');
  writeFileSync(join(folder, 'my-card.json'), JSON.stringify(card()));
  writeRecipe(folder, [
    { path: 'mine.jsonl' },
    { card: 'my-card.json', name: 'renamed', cap: 3, category: 'chat' },
  ]);
  const request = { workingFolder: folder, toolVersion: '0.1.0', recipe: 'corpus.json' };
  const merge = async (): Promise<MergeResult> =>
    await mergeCorpus(planMerge({ ...request, output: 'corpus.jsonl' }), {
      now: () => new Date(0),
    });

  await expect(merge()).rejects.toThrow('Fetch renamed first: llamaforge fetch --recipe');
  await run({ hub, folder });
  const { manifest } = await merge();

  expect(manifest.sources).toEqual({
    mine: { categories: { factual_grounding: 1 }, license: null },
    renamed: { categories: { multiturn_dialog: 3 }, license: 'MIT' },
  });
});

test.each([
  [{ card: 'gsm8k' }, 'card gsm8k: no card of the catalog and no .json file; did you mean'],
  [{ card: { name: 'x' } }, 'title: '],
  [{ card: 'gsm8k_reasoning', path: 'a' }, 'must name either a `path` or a `card`'],
  [{ path: 'a', group: { by: 'a', turns: [] } }, '`group` goes with a `card`'],
])('%j in a recipe is refused with what to write', async (source, message) => {
  const { hub, folder } = await place({ files: {} });
  writeRecipe(folder, [source]);

  await expect(run({ hub, folder })).rejects.toThrow(message);
});

test('of one way to read rows in a recipe the card’s own way gives place', () => {
  const catalog = readCatalog();
  const columns = { instruction: 'question', output: 'answer' };

  const settled = settleCard(
    { card: 'gsm8k_reasoning', columns, cap: 5 },
    { recipeFolder: '/', catalog },
  );

  expect(settled).toMatchObject({ name: 'gsm8k_reasoning', columns, cap: 5, source: 'gsm8k' });
  expect(settled.shape).toBeUndefined();
});

test('downloads no file that the cap does not need', async () => {
  const files = Object.fromEntries(
    [0, 1, 2, 3].map((file) => [`train_${String(file)}.jsonl`, alpacaRows(file * 10, 10)]),
  );
  const { hub, folder } = await place({ files, card: { files: ['train_*.jsonl'], cap: 15 } });

  const result = await run({ hub, folder });

  expect(result.sources[0]?.rows.written).toBe(15);
  expect(read(folder, 'expansion/code_debugging/set.jsonl').split('\n')[14]).toBe(
    recordLine(14).trimEnd(),
  );
  const downloaded = hub.requests.filter(({ path }) => path.includes('/resolve/'));
  expect([...new Set(downloaded.map(({ path }) => path.split('/').at(-1)))]).toEqual([
    'train_0.jsonl',
    'train_1.jsonl',
  ]);
});

test('downloads no row group of a Parquet file that the cap does not need', async () => {
  // Noise, so that it does not compress: 60 groups of some 170 kB.
  const rows = Array.from({ length: 600 }, (_, row) => ({
    instruction: `Row ${String(row)}`,
    output: noise(row, 17_000),
  }));
  const bytes = encodeRows(rows, 'train.parquet', { rowsInGroup: 10 });
  const { hub, folder } = await place({
    files: { 'train.parquet': bytes },
    card: { files: ['train.parquet'], cap: 25 },
  });

  const result = await run({ hub, folder });
  const again = await run({ hub, folder, request: { limit: 24 } });

  expect(bytes.length).toBeGreaterThan(8_000_000);
  expect(result.sources[0]?.rows.written).toBe(25);
  const sent = hub.requests.reduce((sum, { sentBytes }) => sum + sentBytes, 0);
  // Three groups and the footer, in blocks of a megabyte.
  expect(sent).toBeLessThan(4_500_000);
  expect(result.sources[0]?.downloadedBytes).toBeLessThanOrEqual(sent);
  expect(again.sources[0]).toMatchObject({ rows: { written: 24 }, downloadedBytes: 0 });
});

test('reads a row group that is too large for a task to the same records as small ones', async () => {
  const rows = Array.from({ length: 3000 }, (_, row) => ({
    instruction: `Row ${String(row)}`,
    output: row % 1000 === 7 ? ' ' : `${String(row)} `.padEnd(12_000, 'ab '),
  }));
  const places = await Promise.all(
    [3000, 100].map((rowsInGroup) =>
      place({
        files: { 'train.parquet': encodeRows(rows, 'train.parquet', { rowsInGroup }) },
        card: { files: ['train.parquet'], cap: 2500 },
      }),
    ),
  );

  const results = await Promise.all(places.map(run));

  const [large, small] = places.map(({ folder }) =>
    read(folder, 'expansion/code_debugging/set.jsonl'),
  );
  expect(large === small).toBe(true);
  expect(results.map(({ sources }) => sources[0]?.rows)).toEqual(
    places.map(() => ({ read: 2503, written: 2500, rejected: { missing_output: 3 } })),
  );
});

test('says where the rows are not those that the lock names, and leaves the old file', async () => {
  const { hub, folder } = await place({ files: { 'train.jsonl': alpacaRows(0, 3) } });
  await run({ hub, folder });
  const lock = read(folder, 'corpus.lock.json');
  const written = createHash('sha256')
    .update(read(folder, 'expansion/code_debugging/set.jsonl'))
    .digest('hex');
  expect(lock).toContain(written);
  writeFileSync(join(folder, 'corpus.lock.json'), lock.replace(written, 'c'.repeat(64)));

  const result = await run({ hub, folder });

  expect(result.failed).toMatchObject([{ name: 'set' }]);
  expect(result.failed[0]?.message).toContain('are not those that corpus.lock.json names');
  expect(read(folder, 'expansion/code_debugging/set.jsonl')).toBe(
    [0, 1, 2].map((row) => recordLine(row)).join(''),
  );
});

test('keeps the locked commit until it is told to update, and then says what changed', async () => {
  const { hub, folder } = await place({ files: { 'train.jsonl': alpacaRows(0, 3) } });
  await run({ hub, folder });
  hub.setRepository(repository({ files: { 'train.jsonl': alpacaRows(5, 2) }, commit: second }));
  rmSync(join(folder, 'expansion'), { recursive: true });

  const kept = await run({ hub, folder });
  const updated = await run({ hub, folder, request: { update: true } });

  // The old commit is gone from this Hub, but its file is in the cache.
  expect(kept.sources[0]).toMatchObject({ commit: first, rows: { written: 3 } });
  expect(updated.sources[0]).toMatchObject({ commit: second, rows: { written: 2 } });
  expect(updated.sources[0]?.notes.join('\n')).toContain(second.slice(0, 7));
  expect(read(folder, 'expansion/code_debugging/set.jsonl')).toBe(recordLine(5) + recordLine(6));
});

test('works offline from the lock and the cache, and says what is not there', async () => {
  const { hub, folder } = await place({ files: { 'train.jsonl': alpacaRows(0, 3) } });
  const before = await run({ hub, folder, request: { offline: true } });
  await run({ hub, folder });
  const asked = hub.requests.length;
  rmSync(join(folder, 'expansion'), { recursive: true });

  const offline = await run({ hub, folder, request: { offline: true } });
  rmSync(join(folder, 'expansion'), { recursive: true });
  rmSync(join(folder, 'output/hub'), { recursive: true });
  const emptied = await run({ hub, folder, request: { offline: true } });

  expect(before.failed[0]?.message).toContain('Fetch it once without --offline');
  expect(offline.sources[0]?.rows.written).toBe(3);
  expect(hub.requests).toHaveLength(asked);
  expect(emptied.failed[0]?.message).toContain('train.jsonl of we/set is not in');
});

test('goes on with the other sources where one cannot be had', async () => {
  const { hub, folder } = await place({ files: { 'train.jsonl': alpacaRows(0, 3) } });
  writeRecipe(folder, [
    { card: { ...card(), name: 'gone', repository: 'we/gone' } },
    { card: card() },
  ]);

  const result = await run({ hub, folder });

  expect(result.sources.map(({ name }) => name)).toEqual(['set']);
  expect(result.failed.map(({ name }) => name)).toEqual(['gone']);
  expect(result.failed[0]?.message).toContain('we/gone');
});

test('asks no more for the others where the Hub was never reached', async () => {
  const { hub, folder } = await place({ files: {} });
  await hub.close();
  writeRecipe(
    folder,
    ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({ card: { ...card(), name } })),
  );
  let asked = 0;

  const result = await run({
    hub,
    folder,
    context: {
      fetch: (...request) => {
        asked += 1;
        return fetch(...request);
      },
    },
  });

  expect(result.failed.map(({ name, isUnreachable }) => [name, isUnreachable])).toEqual(
    ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => [name, true]),
  );
  // Four at a time try six times each; the last two find that nothing is there.
  expect(asked).toBe(24);
});

test('leaves out what its licence does not allow, and says so', async () => {
  const { hub, folder } = await place({ files: { 'train.jsonl': alpacaRows(0, 3) } });
  const license = { ...card().license, hub: 'cc-by-nc-4.0', spdx: 'CC-BY-NC-4.0' };
  writeRecipe(folder, [
    { card: { ...card(), name: 'closed', license: { ...license, class: 'non-commercial' } } },
    { card: card() },
  ]);

  const result = await run({ hub, folder, request: { licenseUse: 'commercial' } });

  expect(result.sources.map(({ name }) => name)).toEqual(['set']);
  expect(result.leftOut).toEqual([
    { name: 'closed', license: 'CC-BY-NC-4.0', licenseClass: 'non-commercial' },
  ]);
});

test('never replaces a file that no fetch wrote', async () => {
  const { hub, folder } = await place({ files: { 'train.jsonl': alpacaRows(0, 3) } });
  const path = join(folder, 'expansion/code_debugging/set.jsonl');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '{"instruction":"Mine.","output":"Mine."}\n');

  const result = await run({ hub, folder });

  expect(result.failed[0]?.message).toContain('was not written by a fetch of set');
  expect(readFileSync(path, 'utf8')).toBe('{"instruction":"Mine.","output":"Mine."}\n');
});

test('never replaces a file of a user’s where the lock knows another of that name, nor a file of pairs', async () => {
  const { hub, folder } = await place({
    files: { 'train.jsonl': [{ chosen: '\n\nHuman: A?\n\nAssistant: b', rejected: '' }] },
    card: { preferences: true },
  });
  const mine = '{"instruction":"Mine.","output":"Mine."}\n';
  await run({ hub, folder });
  mkdirSync(join(folder, 'other/code_debugging'), { recursive: true });
  writeFileSync(join(folder, 'other/code_debugging/set.jsonl'), mine);
  mkdirSync(join(folder, 'pairs'));
  writeFileSync(join(folder, 'pairs/set.jsonl'), mine);

  const records = await run({ hub, folder, request: { out: 'other' } });
  const pairs = await run({ hub, folder, request: { preferences: 'pairs' } });

  expect(records.failed[0]?.message).toContain('was not written by a fetch of set');
  expect(pairs.failed[0]?.message).toContain('was not written by a fetch of set');
  expect(read(folder, 'other/code_debugging/set.jsonl')).toBe(mine);
  expect(read(folder, 'pairs/set.jsonl')).toBe(mine);
});

test('a fetch that was interrupted keeps its commit where the branch has moved on', async () => {
  const { hub, folder } = await place({ files: { 'train.jsonl': alpacaRows(0, 3) } });
  const stop = new AbortController();
  const old = repository({ files: { 'train.jsonl': alpacaRows(0, 3) }, commit: first });
  const moved = repository({ files: { 'train.jsonl': alpacaRows(5, 2) }, commit: second });
  await expect(
    run({
      hub,
      folder,
      context: {
        signal: stop.signal,
        onProgress: () => {
          stop.abort(new Error('stopped'));
        },
      },
    }),
  ).rejects.toThrow('stopped');
  hub.setRepository({ ...moved, commits: { ...old.commits, ...moved.commits } });

  const result = await run({ hub, folder });

  expect(listFiles(join(folder, 'expansion'))).toHaveLength(1);
  expect(result.sources).toMatchObject([{ commit: first, rows: { written: 3 } }]);
});

test('another version writes a source anew, and a list of rejected rows goes when none are', async () => {
  const rows = [...alpacaRows(0, 2), { odd: 1 }];
  const { hub, folder } = await place({ files: { 'train.jsonl': rows } });
  await run({ hub, folder });
  const listed = existsSync(join(folder, 'output/fetch-rejected/set.jsonl'));
  hub.setRepository(repository({ files: { 'train.jsonl': alpacaRows(0, 2) }, commit: second }));

  const again = await run({ hub, folder, request: { toolVersion: '0.2.0', update: true } });

  expect(listed).toBe(true);
  expect(again.sources).toMatchObject([{ isUpToDate: false, rejects: undefined }]);
  expect(existsSync(join(folder, 'output/fetch-rejected/set.jsonl'))).toBe(false);
});

test('an unchanged commit is not written again by --update, and is by another version', async () => {
  const { hub, folder } = await place({ files: { 'train.jsonl': alpacaRows(0, 2) } });
  await run({ hub, folder });

  const updated = await run({ hub, folder, request: { update: true } });
  const newer = await run({ hub, folder, request: { toolVersion: '0.2.0' } });

  expect(updated.sources).toMatchObject([{ isUpToDate: true, notes: ['nothing has changed'] }]);
  expect(newer.sources).toMatchObject([{ isUpToDate: false }]);
});

test('a merge refuses what another card of that name has fetched', async () => {
  const { hub, folder } = await place({ files: { 'train.jsonl': alpacaRows(0, 3) } });
  await run({ hub, folder });
  writeRecipe(folder, [{ card: { ...card(), columns: { instruction: 'a', output: 'b' } } }]);
  const request = { workingFolder: folder, toolVersion: '0.1.0', recipe: 'corpus.json' };

  const plan = (): unknown => planMerge(request);

  expect(plan).toThrow("What was fetched as set is not what the recipe's card says now");
});

test('an interrupted fetch leaves nothing half-written, and the next goes on inside the file', async () => {
  const rows = Array.from({ length: 400 }, (_, row) => ({
    instruction: `Row ${String(row)}`,
    output: noise(row, 5000),
  }));
  const { hub, folder } = await place({ files: { 'train.jsonl': rows } });
  const stop = new AbortController();
  const size = encodeRows(rows, 'train.jsonl').length;

  const interrupted = run({
    hub,
    folder,
    context: {
      signal: stop.signal,
      onProgress: ({ downloadedBytes }) => {
        if (downloadedBytes > 500_000) stop.abort(new Error('stopped'));
      },
    },
  });
  await expect(interrupted).rejects.toThrow('stopped');
  const left = listFiles(join(folder, 'expansion'));
  const result = await run({ hub, folder });

  expect(left).toEqual([]);
  expect(result.sources[0]?.rows.written).toBe(400);
  expect(result.sources[0]?.downloadedBytes).toBeLessThan(size - 400_000);
});

test('brings the rows of a dialogue together wherever they stand', async () => {
  const said = (id: string, [at, who]: [number, number], text: string): object => ({
    conv_id: id,
    utterance_idx: at,
    speaker_idx: who,
    utterance: text,
  });
  const rows = [
    said('x', [1, 7], 'I lost my keys.'),
    said('y', [10, 1], 'Where?'),
    said('x', [2, 8], 'Oh no_comma_ where?'),
    said('y', [9, 2], 'I dropped it.'),
    said('z', [1, 1], 'Beyond the cap.'),
    said('z', [2, 2], 'Never written.'),
    said('x', [3, 7], 'At the pool.'),
    said('x', [4, 8], 'Ask there.'),
    { utterance: 'Whose is this?' },
  ];
  const { hub, folder } = await place({
    files: { 'train.parquet': rows },
    card: {
      files: ['train.parquet'],
      clean: { utterance: ['comma_marks'] },
      cap: 2,
      group: {
        by: 'conv_id',
        order: 'utterance_idx',
        turns: [{ speaker: { column: 'speaker_idx' }, text: '{utterance}' }],
      },
    },
  });

  const result = await run({ hub, folder });

  const lines = read(folder, 'expansion/code_debugging/set.jsonl').trimEnd().split('\n');
  expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
    {
      instruction: 'At the pool.',
      input: 'Human: I lost my keys.\n\nAssistant: Oh no, where?',
      output: 'Ask there.',
    },
    { instruction: 'I dropped it.', input: '', output: 'Where?' },
  ]);
  expect(result.sources[0]?.rows).toEqual({
    read: 3,
    written: 2,
    rejected: { unknown_shape: 1 },
  });
  expect(
    readdirSync(join(folder, 'output/hub')).filter((name) => name.includes('partial')),
  ).toEqual([]);
});

test('writes the rejected side of preferences as pairs', async () => {
  const rows = [
    {
      chosen: '\n\nHuman: Is it far?\n\nAssistant: Two miles.',
      rejected: '\n\nHuman: Is it far?\n\nAssistant: No idea.',
    },
    {
      chosen: '\n\nHuman: And now?\n\nAssistant: Left.',
      rejected: '\n\nHuman: And then?\n\nAssistant: Right.',
    },
  ];
  const { hub, folder } = await place({
    files: { 'train.jsonl.gz': rows },
    card: { files: ['train.jsonl.gz'], preferences: true },
  });

  const result = await run({ hub, folder });

  expect(JSON.parse(read(folder, 'preferences/set.jsonl'))).toEqual({
    prompt: 'Is it far?',
    chosen: 'Two miles.',
    rejected: 'No idea.',
    category: 'code_debugging',
    source: 'set',
  });
  expect(result.sources[0]).toMatchObject({
    rows: { written: 2 },
    preferences: { rows: 1, leftOut: { different_prompts: 1 } },
  });
});

test('says what a repository without data files has instead', async () => {
  const script = { 'set.py': [{}], 'README.md': [{}] };
  const { hub, folder } = await place({ files: script });

  const result = await run({ hub, folder });

  expect(result.failed[0]?.message).toContain('only a loading script (set.py)');
  expect(result.failed[0]?.message).toContain('refs/convert/parquet');
});

test('follows a repository that was renamed, and says so', async () => {
  const { hub, folder } = await place({
    files: { 'train.jsonl': alpacaRows(0, 1) },
    renames: { 'old/set': 'we/set' },
    card: { repository: 'old/set' },
  });

  const result = await run({ hub, folder });

  expect(result.sources[0]?.rows.written).toBe(1);
  expect(result.sources[0]?.notes).toEqual(['old/set is called we/set now']);
});

test('refuses a path that would leave its folder, and takes one that is merely odd', async () => {
  const odd = await place({
    files: { 'a #1?.jsonl': alpacaRows(0, 1) },
    card: { files: ['a #1[?].jsonl'] },
  });
  const hostile = await place({
    files: { '../../x.jsonl': alpacaRows(0, 1) },
    card: { files: ['**/x.jsonl'] },
  });

  const taken = await run(odd);
  const refused = await run({ ...hostile });

  expect(taken.sources[0]?.rows.written).toBe(1);
  expect(refused.sources).toEqual([]);
  expect(refused.failed).toHaveLength(1);
  expect(
    listFiles(dirname(dirname(hostile.folder))).filter((path) => path.endsWith('/x.jsonl')),
  ).toEqual([]);
});

test.each([
  ['a workspace', { cache: 'elsewhere' }, 'Another fetch is running in this workspace'],
  ['a cache', {}, 'Another fetch is running on '],
])('the second fetch on %s says that the first is running', async (what, request, message) => {
  const { hub, folder } = await place({ files: { 'train.jsonl': alpacaRows(0, 1) } });
  const other = temporaryFolder();
  writeFileSync(join(other, 'corpus.json'), read(folder, 'corpus.json'));
  const shared = join(folder, 'output/hub');

  const both = await Promise.allSettled([
    run({ hub, folder }),
    what === 'a cache'
      ? run({ hub, folder: other, request: { cache: shared } })
      : run({ hub, folder, request }),
  ]);

  const failed: unknown = both.find((end) => end.status === 'rejected')?.reason;
  expect(failed).toBeInstanceOf(CorpusError);
  expect(String(failed)).toContain(message);
});

interface Place {
  readonly files: Readonly<Record<string, readonly object[] | Uint8Array>>;
  readonly card?: object;
  readonly renames?: Readonly<Record<string, string>>;
}

/** A Hub with one repository, and a folder whose recipe names it. */
async function place({ files, card: overrides = {}, renames = {} }: Place): Promise<{
  hub: LoopbackHub;
  folder: string;
}> {
  const hub = await startLoopbackHub({
    repositories: [repository({ files, commit: first })],
    renames,
  });
  onTestFinished(() => hub.close());
  // Deep enough that a path with `..` would still be found.
  const folder = join(temporaryFolder({ 'a/b/.keep': '' }), 'a/b');
  writeRecipe(folder, [{ card: { ...card(), ...overrides } }]);
  return { hub, folder };
}

function repository({ files, commit }: Pick<Place, 'files'> & { commit: string }): HubRepository {
  const stored = Object.entries(files).map(([path, rows]) => {
    const bytes = rows instanceof Uint8Array ? rows : encodeRows(rows.map(asRow), path);
    return [path, { content: contentOf(bytes), stored: 'lfs' as const }] as const;
  });
  return {
    name: 'we/set',
    license: 'mit',
    branches: { main: commit },
    commits: { [commit]: Object.fromEntries(stored) },
  };
}

function asRow(row: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row));
}

function card(): { license: Record<string, string> } & Record<string, unknown> {
  return {
    name: 'set',
    title: 'A set of our own.',
    repository: 'we/set',
    files: ['train.jsonl'],
    category: 'code_debugging',
    license: {
      hub: 'mit',
      spdx: 'MIT',
      class: 'commercial',
      page: 'https://huggingface.co/datasets/we/set',
    },
  };
}

function writeRecipe(folder: string, sources: readonly object[]): void {
  writeFileSync(join(folder, 'corpus.json'), JSON.stringify({ sources }));
}

interface Run {
  readonly hub: LoopbackHub;
  readonly folder: string;
  readonly request?: Partial<FetchRequest>;
  readonly context?: Partial<FetchContext>;
}

async function run({ hub, folder, request, context }: Run): Promise<FetchResult> {
  const plan = planFetch({
    workingFolder: folder,
    toolVersion: '0.1.0',
    recipe: 'corpus.json',
    out: 'expansion',
    preferences: 'preferences',
    endpoint: hub.endpoint,
    ...request,
  });
  return await fetchSources(plan, {
    fetch,
    sleep: () => Promise.resolve(),
    random: () => 0.5,
    now: () => new Date('2026-01-01T00:00:00Z'),
    ...context,
  });
}

function alpacaRows(from: number, count: number): { instruction: string; output: string }[] {
  return Array.from({ length: count }, (_, index) => ({
    instruction: `Question ${String(from + index)}`,
    output: `Answer ${String(from + index)}`,
  }));
}

function recordLine(row: number): string {
  const number = String(row);
  return `{"instruction":"Question ${number}","input":"","output":"Answer ${number}","_category":"code_debugging","_source":"set"}\n`;
}

/** Text that does not compress, the same for a seed each time. */
function noise(seed: number, characters: number): string {
  let state = seed + 1;
  return Array.from({ length: characters }, () => {
    state = (state * 48271) % 2147483647;
    return String.fromCharCode(33 + (state % 90));
  }).join('');
}

function read(folder: string, path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
