import { parseManifestText, type Manifest } from '@llamaforge/manifest';
import { ChangedFileError, CorpusError, DamagedFileError, digestOf } from '@llamaforge/schema';
import { temporaryFolder } from '@llamaforge/testing';
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { mergeCorpus, type MergeResult } from './merge-corpus.ts';
import type { MergeContext } from './merge-options.ts';
import { planMerge, type MergeRequest } from './plan-merge.ts';

const alpaca = (instruction: string, output: string, more: object = {}): string =>
  `${JSON.stringify({ instruction, input: '', output, ...more })}\n`;

test('keeps the first of two equal records, files in the order of their UTF-8 bytes', async () => {
  const folder = temporaryFolder({
    'data/b.jsonl': alpaca('Say hi.', 'Hi.') + alpaca('Count.', '1'),
    'data/a.jsonl': alpaca(' Say hi. ', 'Hi.\n'),
    'data/Z/ä.jsonl': alpaca('Say hi.', 'Hi.'),
  });

  const { manifest } = await merge(folder);

  expect(manifest.inputs.map(({ path, rows }) => [path, rows.kept, rows.duplicates])).toEqual([
    ['data/Z/ä.jsonl', 1, 0],
    ['data/a.jsonl', 0, 1],
    ['data/b.jsonl', 1, 1],
  ]);
  expect(readCorpus(folder)).toEqual([
    { instruction: 'Say hi.', input: '', output: 'Hi.', _category: 'instruction', _source: 'Z/ä' },
    { instruction: 'Count.', input: '', output: '1', _category: 'instruction', _source: 'b' },
  ]);
});

test('accounts for every row: kept, duplicate, rejected with its line, and blank lines apart', async () => {
  const folder = temporaryFolder({
    'data/a.jsonl': [
      alpaca('One', '1').trimEnd(),
      '{"instruction":"cut',
      ' \t',
      alpaca('One', '1').trimEnd(),
      '[1]',
      '{"instruction":"Two","output":2}',
      '{"a":1}',
      '',
    ].join('\r\n'),
  });

  const { manifest } = await merge(folder);

  expect(manifest.ledger).toEqual({
    read: 6,
    kept: 1,
    duplicates: 1,
    rejected: { invalid_json: 1, not_an_object: 1, not_text: 1, unknown_shape: 1 },
    blank: 1,
  });
  const rejects = readLines(join(folder, 'rejected.jsonl'));
  expect(rejects.map(({ file, line, reason, raw }) => ({ file, line, reason, raw }))).toEqual([
    { file: 'data/a.jsonl', line: 2, reason: 'invalid_json', raw: '{"instruction":"cut' },
    { file: 'data/a.jsonl', line: 5, reason: 'not_an_object', raw: '[1]' },
    { file: 'data/a.jsonl', line: 6, reason: 'not_text', raw: '{"instruction":"Two","output":2}' },
    { file: 'data/a.jsonl', line: 7, reason: 'unknown_shape', raw: '{"a":1}' },
  ]);
});

test('quotes a row that is not UTF-8 as base64', async () => {
  const bytes = Buffer.from('{"instruction":"\xff","output":"x"}\n', 'latin1');
  const folder = temporaryFolder({ 'data/a.jsonl': bytes });

  await merge(folder);

  expect(readLines(join(folder, 'rejected.jsonl'))).toMatchObject([
    { reason: 'invalid_utf8', raw_base64: bytes.subarray(0, -1).toString('base64') },
  ]);
});

test('gives the same bytes twice, and never reads its own outputs', async () => {
  const folder = temporaryFolder({ 'data/a.jsonl': alpaca('A', 'a') + alpaca('B', 'b') });
  const inTheInputFolder = {
    output: 'data/out.jsonl',
    database: 'data/state/h.sqlite',
    rejects: 'data/rejected.jsonl',
  };

  await merge(folder, inTheInputFolder);
  const first = readFiles(folder, [
    'data/out.jsonl',
    'data/out.manifest.json',
    'data/rejected.jsonl',
  ]);
  await merge(folder, inTheInputFolder);
  const second = readFiles(folder, [
    'data/out.jsonl',
    'data/out.manifest.json',
    'data/rejected.jsonl',
  ]);

  expect(second).toEqual(first);
  expect(readManifest(join(folder, 'data/out.manifest.json')).ignored).toEqual([]);
});

test('never reads a corpus that a manifest names, nor manifests, locks, recipes and other files', async () => {
  const folder = temporaryFolder({
    'data/a.jsonl': alpaca('A', 'a'),
    'data/notes.txt': 'x',
    'data/corpus.lock.json': '{}',
    'data/corpus.yaml': 'sources: []',
  });
  await merge(folder, { output: 'data/old.jsonl', database: 'elsewhere/h.sqlite' });

  const { manifest } = await merge(folder);

  expect(manifest.inputs.map(({ path }) => path)).toEqual(['data/a.jsonl']);
  expect(manifest.ignored).toEqual([
    { path: 'data/corpus.lock.json', reason: 'lock' },
    { path: 'data/corpus.yaml', reason: 'recipe' },
    { path: 'data/notes.txt', reason: 'format' },
    { path: 'data/old.jsonl', reason: 'output' },
    { path: 'data/old.manifest.json', reason: 'manifest' },
  ]);
});

test('never reads a corpus of ours that is named without its manifest', async () => {
  const folder = temporaryFolder({ 'data/a.jsonl': alpaca('A', 'a') });
  await merge(folder, { output: 'old/x.jsonl', database: 'elsewhere/h.sqlite' });

  const { manifest } = await merge(folder, { input: ['data', 'old/x.jsonl'] });

  expect(manifest.inputs.map(({ path }) => path)).toEqual(['data/a.jsonl']);
  expect(manifest.ignored).toEqual([{ path: 'old/x.jsonl', reason: 'output' }]);
});

test('never reads the corpus of a run that was killed before its manifest appeared', async () => {
  const folder = temporaryFolder({ 'data/a.jsonl': alpaca('A', 'a') });
  await merge(folder, { output: 'data/first.jsonl' });
  renameSync(join(folder, 'data/first.manifest.json'), join(folder, 'gone.json'));

  const { manifest } = await merge(folder, { output: 'data/second.jsonl' });

  expect(manifest.inputs.map(({ path }) => path)).toEqual(['a.jsonl']);
});

test('finishes the renames that a killed run had begun', async () => {
  const folder = temporaryFolder({
    'data/a.jsonl': alpaca('A', 'a'),
    'output/outputs.json': JSON.stringify({
      format_version: 1,
      outputs: ['../x.jsonl'],
      pending: [
        {
          database: '../state/h.sqlite',
          moves: [{ from: '../x.jsonl.partial', to: '../x.jsonl' }],
        },
        { database: '../other.sqlite', moves: [{ from: '../y.partial', to: '../y' }] },
      ],
    }),
    'x.jsonl.partial': 'whole',
    'y.partial': 'of a merge on another database, which may be running',
  });

  await merge(folder);

  expect(readFileSync(join(folder, 'x.jsonl'), 'utf8')).toBe('whole');
  expect(readJson(join(folder, 'output/outputs.json'))).toMatchObject({
    pending: [{ database: '../other.sqlite' }],
  });
  expect(existsSync(join(folder, 'y'))).toBe(false);
});

test('names every damaged file before anything is written', async () => {
  const folder = temporaryFolder({
    'data/a.jsonl': alpaca('A', 'a'),
    'data/b.jsonl.gz': gzipSync(alpaca('B', 'b').repeat(50)).subarray(0, 40),
    'data/c.json': '[{"instruction":"C","output":"c"}',
  });

  const merging = merge(folder);

  await expect(merging).rejects.toThrow(CorpusError);
  await expect(merging).rejects.toThrow(
    /2 files are damaged[^]*b\.jsonl\.gz[^]*c\.json[^]*--on-damage skip/u,
  );
  expect(readdirSync(folder).sort()).toEqual(['data', 'state']);
});

test('names the one damaged file with its own error', async () => {
  const folder = temporaryFolder({ 'data/c.json': '[{"instruction":"C","output":"c"}' });

  await expect(merge(folder)).rejects.toThrow(DamagedFileError);
});

test('leaves damaged files out whole when asked to, and says so', async () => {
  const folder = temporaryFolder({
    'data/a.jsonl': alpaca('A', 'a'),
    'data/c.json': '[{"instruction":"C","output":"c"}',
  });

  const { manifest, damaged } = await merge(folder, { onDamage: 'skip' });

  expect(manifest.total_examples).toBe(1);
  expect(manifest.ignored).toMatchObject([{ path: 'data/c.json', reason: 'damaged' }]);
  expect(damaged.map(({ input }) => input.name)).toEqual(['data/c.json']);
});

test('reads a file once that is named twice, also through links, and survives links in a circle', async () => {
  const folder = temporaryFolder({ 'data/a.jsonl': alpaca('A', 'a') });
  mkdirSync(join(folder, 'data/sub'));
  symlinkSync(join(folder, 'data'), join(folder, 'data/sub/loop'));
  symlinkSync('a.jsonl', join(folder, 'data/link.jsonl'));
  symlinkSync('self.jsonl', join(folder, 'data/self.jsonl'));

  const { manifest } = await merge(folder, { input: ['data/a.jsonl', 'data', 'data/*.jsonl'] });

  expect(manifest.inputs.map(({ path, rows }) => [path, rows.read])).toEqual([['data/a.jsonl', 1]]);
  expect(manifest.ignored).toEqual([{ path: 'data/self.jsonl', reason: 'not_a_file' }]);
});

test('a pipe is no file: it is listed as not read, and nothing waits for it', async () => {
  const folder = temporaryFolder({ 'data/a.jsonl': alpaca('A', 'a') });
  execFileSync('mkfifo', [join(folder, 'data/pipe.jsonl')]);

  const { manifest } = await merge(folder, { input: ['data', 'data/pipe.jsonl'] });

  expect(manifest.ignored).toEqual([{ path: 'data/pipe.jsonl', reason: 'not_a_file' }]);
});

test('reads files whose names hold a newline, quotes and emoji', async () => {
  const names = ['a\nb.jsonl', `it's "so".jsonl`, '😀.jsonl', 'a b#1?%41.jsonl'];
  const folder = temporaryFolder(
    Object.fromEntries(names.map((name) => [`data/${name}`, alpaca(name, 'x')])),
  );

  const { manifest } = await merge(folder);

  expect(manifest.inputs.map(({ path }) => path).sort()).toEqual(
    names.map((name) => `data/${name}`).sort(),
  );
  expect(manifest.total_examples).toBe(4);
});

test('a source is named after its file, trimmed; one without a name is still a source', async () => {
  const names = [' lead.jsonl', 'trail .jsonl', 'nl\n.jsonl', '  .jsonl'];
  const folder = temporaryFolder(
    Object.fromEntries(names.map((name) => [`data/${name}`, alpaca(name, 'x')])),
  );

  await merge(folder);

  expect(readCorpus(folder).map((record) => record['_source'])).toEqual([
    'unnamed',
    'lead',
    'nl',
    'trail',
  ]);
});

test('a glob reads what it matches, in the order of the inputs as given', async () => {
  const folder = temporaryFolder({
    'data/x/one.jsonl': alpaca('A', 'a'),
    'data/x/two.csv': 'instruction,output\nB,b\n',
    'first/z.jsonl': alpaca('C', 'c'),
  });

  const { manifest } = await merge(folder, { input: ['first', 'data/**/*.csv'] });

  expect(manifest.inputs.map(({ path }) => path)).toEqual(['first/z.jsonl', 'data/x/two.csv']);
});

test('a missing input is an error that says what to do', async () => {
  const folder = temporaryFolder({ 'data/a.jsonl': alpaca('A', 'a') });

  await expect(merge(folder, { input: ['data', 'nope'] })).rejects.toThrow(
    `There is nothing at ${join(folder, 'nope')}. Name a file, a folder or a glob that exists with --input or in the recipe.`,
  );
});

test.each(['notes', 'notes/a.txt'])(
  'where %s holds no format that is read, that is an error, and the corpus stays',
  async (input) => {
    const folder = temporaryFolder({
      'data/a.jsonl': alpaca('A', 'a'),
      'notes/a.txt': 'A note.',
      'notes/b.txt': 'Another.',
    });
    await merge(folder, { input: ['data'] });
    const before = readFileSync(join(folder, 'corpus.jsonl'), 'utf8');

    await expect(merge(folder, { input: [input] })).rejects.toThrow(
      input === 'notes'
        ? 'There is nothing to read: notes/a.txt and 1 more by its name'
        : 'There is nothing to read: notes/a.txt by its name',
    );
    expect(readFileSync(join(folder, 'corpus.jsonl'), 'utf8')).toBe(before);
  },
);

test('an output that cannot be written is an error, and leaves what stood before', async () => {
  const folder = temporaryFolder({ 'data/a.jsonl': alpaca('A', 'a'), file: 'x' });

  await expect(merge(folder, { output: 'file/corpus.jsonl' })).rejects.toThrow(/file/u);
  expect(readdirSync(folder).sort()).toEqual(['data', 'file']);
});

test('a database that is not ours is never replaced', async () => {
  const folder = temporaryFolder({ 'data/a.jsonl': alpaca('A', 'a'), 'mine.sqlite': 'my notes' });

  await expect(merge(folder, { database: 'mine.sqlite' })).rejects.toThrow(
    /not a hash table of ours/u,
  );
  expect(readFileSync(join(folder, 'mine.sqlite'), 'utf8')).toBe('my notes');
});

test.each([
  ['output', 'data/a.jsonl'],
  ['manifest', 'mine.json'],
  ['rejects', 'mine.json'],
])('a file of the user given as --%s is never replaced', async (flag, path) => {
  const folder = temporaryFolder({
    'data/a.jsonl': alpaca('A', 'a'),
    'mine.json': '{"my":"file"}',
  });
  const before = readFileSync(join(folder, path), 'utf8');

  await expect(merge(folder, { [flag]: path })).rejects.toThrow(
    `${join(folder, path)} exists and was not written by llamaforge, so it is not replaced. Name another file with --${flag}, or move it away.`,
  );
  expect(readFileSync(join(folder, path), 'utf8')).toBe(before);
});

test('a corpus of ours is replaced also where only its manifest is left to tell', async () => {
  const folder = temporaryFolder({ 'data/a.jsonl': alpaca('A', 'a') });
  await merge(folder, { output: 'mine.jsonl' });

  const { manifest } = await merge(folder, {
    output: 'mine.jsonl',
    database: 'new/h.sqlite',
    rejects: 'new/r.jsonl',
  });

  expect(manifest.total_examples).toBe(1);
});

test('a folder given as --output is an error before anything is read', async () => {
  const folder = temporaryFolder({ 'data/a.jsonl': alpaca('A', 'a') });

  await expect(merge(folder, { output: 'data' })).rejects.toThrow(
    `${join(folder, 'data')} is a folder. Name a file with --output.`,
  );
});

test('two outputs under one name are refused', async () => {
  const folder = temporaryFolder({ 'data/a.jsonl': alpaca('A', 'a') });

  await expect(merge(folder, { output: 'same', manifest: './same' })).rejects.toThrow(
    `--output and --manifest are one file, ${join(folder, 'same')}. Give each a name of its own.`,
  );
});

test('a glob works in a folder whose own name has glob characters', async () => {
  const folder = join(
    temporaryFolder({ 'my[1] (copy)/data/a.jsonl': alpaca('A', 'a') }),
    'my[1] (copy)',
  );

  const { manifest } = await merge(folder, { input: ['data/*.jsonl'] });

  expect(manifest.total_examples).toBe(1);
});

test('a manifest of another version still names its outputs, and a recipe of any name is no data', async () => {
  const folder = temporaryFolder({
    'data/a.jsonl': alpaca('A', 'a'),
    'data/mix.yaml': 'sources:\n  - path: a.jsonl\n',
  });
  await merge(folder, { output: 'data/old.jsonl' });
  const path = join(folder, 'data/old.manifest.json');
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replace('"tool_version": "0.0.0-test"', '"tool_version": 7'),
  );
  rmSync(join(folder, 'output'), { recursive: true });

  const { manifest } = await merge(folder);

  expect(manifest.inputs.map(({ path: name }) => name)).toEqual(['data/a.jsonl']);
  expect(manifest.ignored.map(({ reason }) => reason)).toEqual(['recipe', 'output', 'manifest']);
});

test('a list of outputs that cannot be understood is an error that says what to do', async () => {
  const folder = temporaryFolder({ 'data/a.jsonl': alpaca('A', 'a'), 'output/outputs.json': '' });

  await expect(merge(folder)).rejects.toThrow(/outputs\.json is damaged.*Delete it/u);
});

test('a cap counts the records of a source over all its files', async () => {
  const rows = (prefix: string): string =>
    Array.from({ length: 3 }, (_, index) => alpaca(`${prefix}${String(index)}`, 'x')).join('');
  const folder = temporaryFolder({
    'data/a.jsonl': rows('a'),
    'data/b.jsonl': rows('b'),
    'data/c.jsonl': rows('c'),
    'recipe.yaml': 'sources: [{ path: data, cap: 4 }]',
  });

  const { manifest } = await merge(folder, { input: undefined, recipe: 'recipe.yaml' });

  expect(manifest.inputs.map(({ rows: { read } }) => read)).toEqual([3, 1, 0]);
});

test('two merges on one database: the second says so and stops', async () => {
  const folder = temporaryFolder({ 'data/a.jsonl': alpaca('A', 'a').repeat(100) });
  let second: Promise<MergeResult> | undefined;

  const onProgress = (): void => {
    second ??= swallowed(merge(folder));
  };

  await merge(folder, {}, { onProgress });

  await expect(second).rejects.toThrow(/Another merge is running/u);
});

test('a file that changes while it is read ends the merge, and nothing is replaced', async () => {
  const folder = temporaryFolder({ 'data/a.jsonl': alpaca('A', 'a') });
  await merge(folder);
  const before = readFiles(folder, ['corpus.jsonl', 'corpus.manifest.json']);
  const path = join(folder, 'data/a.jsonl');
  let hasGrown = false;
  const onProgress: MergeContext['onProgress'] = ({ phase }) => {
    if (phase !== 'merge' || hasGrown) return;
    hasGrown = true;
    appendFileSync(path, alpaca('B', 'b'));
  };

  await expect(merge(folder, {}, { onProgress })).rejects.toThrow(ChangedFileError);
  expect(readFiles(folder, ['corpus.jsonl', 'corpus.manifest.json'])).toEqual(before);
  expect(readdirSync(folder).filter((name) => name.endsWith('.partial'))).toEqual([]);
});

test('an aborted merge leaves no file behind', async () => {
  const folder = temporaryFolder({ 'data/a.jsonl': alpaca('A', 'a') });
  const abort = new AbortController();
  const onProgress: MergeContext['onProgress'] = ({ phase }) => {
    if (phase === 'merge') abort.abort();
  };
  writeFileSync(join(folder, 'data/b.jsonl'), alpaca('B', 'b').repeat(100_000));

  await expect(merge(folder, {}, { signal: abort.signal, onProgress })).rejects.toThrow();

  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.lock'))
    .map(({ name }) => name);
  expect(files.sort()).toEqual(['a.jsonl', 'b.jsonl']);
});

test('an empty corpus is a corpus', async () => {
  const folder = temporaryFolder({
    'data/empty.jsonl': '',
    'data/blank.jsonl': '\n \r\n\t\n',
    'data/none.json': '[]',
  });

  const { manifest } = await merge(folder);

  expect(manifest.ledger).toEqual({ read: 0, kept: 0, duplicates: 0, rejected: {}, blank: 3 });
  expect(readFileSync(join(folder, 'corpus.jsonl'), 'utf8')).toBe('');
});

test('what decides a category is counted, and tags that name none are listed', async () => {
  const code = '```python\ndef add(a, b):\n    return a + b\n```';
  const folder = temporaryFolder({
    'data/tags.jsonl':
      alpaca('A', 'a', { _category: 'Creative-Writing' }) +
      alpaca('B', 'b', { _category: 'misc', category: 'math' }) +
      alpaca('Fix add.', code, { _category: 'misc' }) +
      alpaca('Fix add now.', code, { _source: ' mine ' }),
    'corpus-recipe.yaml':
      'sources: [{path: data/tags.jsonl}, {path: more.jsonl, category: sql, name: filed}]',
    'more.jsonl': alpaca('E', 'e', { _category: 'story', _source: 'other' }),
  });

  const { manifest } = await merge(folder, { input: undefined, recipe: 'corpus-recipe.yaml' });

  expect(
    readCorpus(folder).map((row) => [row['instruction'], row['_category'], row['_source']]),
  ).toEqual([
    ['A', 'creative_narrative', 'tags'],
    ['B', 'cot_math', 'tags'],
    ['Fix add.', 'code_debugging', 'tags'],
    ['Fix add now.', 'code_debugging', 'mine'],
    ['E', 'code_debugging', 'filed'],
  ]);
  expect(manifest.inputs.map((input) => input.categories_by)).toEqual([
    { card: 0, row: 2, file: 0, rules: 2 },
    { card: 1, row: 0, file: 0, rules: 0 },
  ]);
  expect(manifest.unknown_categories).toEqual([{ tag: 'misc', rows: 2 }]);
  expect(manifest.top_sources).toEqual({ tags: 3, filed: 1, mine: 1 });
});

test('a recipe maps columns, forces shapes, caps and licenses', async () => {
  const folder = temporaryFolder({
    'recipe.yaml': [
      'sources:',
      '  - path: odd.jsonl',
      '    columns: { instruction: ask.text, output: replies.0 }',
      '    license: MIT',
      '    category: empathy',
      '  - path: many.jsonl',
      '    cap: 2',
    ].join('\n'),
    'odd.jsonl': '{"ask":{"text":"Q"},"replies":["R","S"]}\n',
    'many.jsonl': alpaca('1', 'a') + '{}\n' + alpaca('1', 'a') + alpaca('3', 'c'),
  });

  const { manifest } = await merge(folder, { input: undefined, recipe: 'recipe.yaml' });

  expect(
    manifest.inputs.map(({ path, shapes, license, rows }) => ({ path, shapes, license, rows })),
  ).toEqual([
    {
      path: 'odd.jsonl',
      shapes: { columns: 1 },
      license: 'MIT',
      rows: { read: 1, kept: 1, duplicates: 0, rejected: {}, blank: 0 },
    },
    {
      path: 'many.jsonl',
      shapes: { alpaca: 2 },
      license: null,
      rows: { read: 3, kept: 1, duplicates: 1, rejected: { unknown_shape: 1 }, blank: 0 },
    },
  ]);
  expect(manifest.sources['odd']).toEqual({
    categories: { psychology_emotional: 1 },
    license: 'MIT',
  });
});

test('every problem of a recipe is named with its path and the nearest key', async () => {
  const folder = temporaryFolder({
    'recipe.yaml':
      'sourcse: []\nkey: exat\nsources: [{path: a, categroy: code, cap: 0, category: nope}]',
  });

  const merging = merge(folder, { recipe: 'recipe.yaml' });

  await expect(merging).rejects.toThrow(
    /sources\[0\]\.categroy: unknown key; did you mean category\?/u,
  );
  await expect(merging).rejects.toThrow(/sourcse: unknown key; did you mean sources\?/u);
  await expect(merging).rejects.toThrow(/key: /u);
  await expect(merging).rejects.toThrow(/sources\[0\]\.cap: /u);
  await expect(merging).rejects.toThrow(/sources\[0\]\.category: no category and no alias/u);
});

test('--key rendered takes two rows for one that train identically', async () => {
  const folder = temporaryFolder({
    'data/a.jsonl':
      alpaca('A\nB', 'x') + `${JSON.stringify({ instruction: 'A', input: 'B', output: 'x' })}\n`,
  });

  const exact = await merge(folder);
  const rendered = await merge(folder, { key: 'rendered' });

  expect([exact.manifest.total_examples, rendered.manifest.total_examples]).toEqual([2, 1]);
});

test('lengths are in code points, overlap in distinct digests both files hold', async () => {
  const folder = temporaryFolder({
    'data/a.jsonl': alpaca('😀😀', 'abc') + alpaca('B', 'b') + alpaca('B', 'b'),
    'data/b.jsonl': alpaca('B', 'b') + alpaca('B', 'b') + alpaca('😀😀', 'abc') + alpaca('C', 'c'),
    'data/c.jsonl': alpaca('B', 'b'),
  });

  const { manifest } = await merge(folder);

  expect(manifest.lengths).toEqual({
    instruction: { min: 1, median: 1, p95: 2, max: 2 },
    input: { min: 0, median: 0, p95: 0, max: 0 },
    output: { min: 1, median: 1, p95: 3, max: 3 },
  });
  expect(manifest.overlap).toEqual([
    { files: ['data/a.jsonl', 'data/b.jsonl'], digests: 2 },
    { files: ['data/a.jsonl', 'data/c.jsonl'], digests: 1 },
    { files: ['data/b.jsonl', 'data/c.jsonl'], digests: 1 },
  ]);
});

test('a lone surrogate becomes U+FFFD and is counted', async () => {
  const folder = temporaryFolder({ 'data/a.jsonl': '{"instruction":"a\\ud800","output":"b"}\n' });

  const { manifest } = await merge(folder);

  expect(readCorpus(folder)).toMatchObject([{ instruction: 'a\ufffd' }]);
  expect(manifest.inputs[0]?.lone_surrogates).toBe(1);
});

test('keys such as __proto__ and constructor are data like any other', async () => {
  const folder = temporaryFolder({
    'data/a.jsonl':
      '{"__proto__":{"instruction":"x"},"constructor":1,"instruction":"A","output":"a","_source":"__proto__"}\n',
  });

  const { manifest } = await merge(folder);

  expect(Object.entries(manifest.top_sources)).toEqual([['__proto__', 1]]);
  expect(readCorpus(folder)[0]?.['_source']).toBe('__proto__');
});

test('the run log holds what the manifest must not depend on', async () => {
  const folder = temporaryFolder({ 'data/a.jsonl': alpaca('A', 'a') });

  await merge(folder);

  expect(readJson(join(folder, 'output/runs/2026-01-02T03-04-05.000Z.json'))).toMatchObject({
    command: 'merge',
    rows_read: 1,
    seconds: 0,
  });
  expect(readFileSync(join(folder, 'corpus.manifest.json'), 'utf8')).not.toContain('2026');
});

test('a digest in the table is that of the record', async () => {
  const folder = temporaryFolder({ 'data/a.jsonl': alpaca('A', 'a') });
  await merge(folder);
  const { traceRow } = await import('./trace-row.ts');
  const digest = digestOf({ instruction: 'A', input: '', output: 'a' });

  const found = await traceRow(digest.slice(0, 8), {
    ...requestPlan(folder).paths,
    workingFolder: folder,
  });

  expect(found.fates).toMatchObject([
    { fate: 'kept', row: { digest, file: 'data/a.jsonl', line: 1 } },
  ]);
  expect(existsSync(join(folder, 'state/h.sqlite'))).toBe(true);
});

function requestPlan(
  folder: string,
  request: Partial<MergeRequest> = {},
): ReturnType<typeof planMerge> {
  return planMerge({
    workingFolder: folder,
    toolVersion: '0.0.0-test',
    input: ['data'],
    output: 'corpus.jsonl',
    database: 'state/h.sqlite',
    rejects: 'rejected.jsonl',
    ...request,
  });
}

async function merge(
  folder: string,
  request: Partial<MergeRequest> = {},
  context: Partial<MergeContext> = {},
): Promise<MergeResult> {
  const now = (): Date => new Date('2026-01-02T03:04:05Z');
  return mergeCorpus(requestPlan(folder, request), { now, ...context });
}

/** A rejection that is looked at later must not count as unhandled until then. */
function swallowed<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

function readCorpus(folder: string): Record<string, unknown>[] {
  return readLines(join(folder, 'corpus.jsonl'));
}

function readLines(path: string): Record<string, unknown>[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => z.record(z.string(), z.unknown()).parse(JSON.parse(line)));
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function readFiles(folder: string, names: readonly string[]): string[] {
  return names.map((name) => readFileSync(join(folder, name), 'utf8'));
}

function readManifest(path: string): Manifest {
  const parsed = parseManifestText(readFileSync(path, 'utf8'));
  if ('problems' in parsed) throw new Error(parsed.problems.join('\n'));
  return parsed.manifest;
}
