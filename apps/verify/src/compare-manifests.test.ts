import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '@llamaforge/testing';
import { expect, test } from 'vitest';
import { compareManifests } from './compare-manifests.ts';
import { reportComparison } from './comparison-report.ts';
import { editManifest, line, writeCorpus } from './made-corpus.testing.ts';
import { writeCurriculum } from './made-selections.testing.ts';
import { readComparedManifest } from './read-compared-manifest.ts';

test('sets labels, sources and reasons side by side, the largest change first', async () => {
  const before = writeCorpus([line.first, line.third, line.fourth]);
  const after = writeCorpus([
    line.first,
    line.second,
    line.third.replace('beta/x', 'gamma').replace('cot_math', 'analytical'),
  ]);
  editManifest(after, {
    'ledger.rejected': { not_text: 2, 'tag:refusal': 1 },
    'ledger.read': 9,
  });

  const comparison = await compare(before, after);

  expect(comparison).toEqual({
    before: {
      manifest: join(before, 'corpus.manifest.json'),
      rows: 3,
      read: 7,
      duplicates: 1,
      bytes: 347,
    },
    after: {
      manifest: join(after, 'corpus.manifest.json'),
      rows: 3,
      read: 9,
      duplicates: 1,
      bytes: 328,
    },
    labels: [
      { name: 'Instruction/General', before: 1, after: 2 },
      { name: 'Multi-turn Dialog', before: 1, after: 0 },
      { name: 'Analytical/Reasoning', before: 0, after: 1 },
      { name: 'Chain-of-thought Math', before: 1, after: 0 },
    ],
    sources: [
      { name: 'beta/x', before: 2, after: 0 },
      { name: 'alpha', before: 1, after: 2 },
      { name: 'gamma', before: 0, after: 1 },
    ],
    rejected: [
      { name: 'invalid_json', before: 2, after: 0 },
      { name: 'not_text', before: 1, after: 2 },
      { name: 'tag:refusal', before: 0, after: 1 },
    ],
  });
});

test('counts sources that are named like parts of an object', async () => {
  const named = (source: string): string => line.third.replace('beta/x', source);
  const before = writeCorpus([named('__proto__')]);
  const after = writeCorpus([named('constructor')]);

  expect((await compare(before, after)).sources).toEqual([
    { name: 'constructor', before: 0, after: 1 },
    { name: '__proto__', before: 1, after: 0 },
  ]);
});

test('adds up the files of a curriculum', async () => {
  const folder = writeCurriculum(['c1 c2', 'i1', 'm1'], { isSplit: true, validation: 'm9' });
  const path = join(folder, 'out.manifest.json');
  const { manifest } = await readComparedManifest(path);

  const { before } = compareManifests(manifest, manifest, { before: 'a', after: 'b' });

  const files = ['out.1', 'out.2', 'out.3', 'out.validation'];
  const bytes = files.map((name) => readFileSync(join(folder, `${name}.jsonl`)).length);
  expect(before).toMatchObject({ rows: 5, bytes: bytes.reduce((sum, size) => sum + size) });
});

test('finds the manifest of a corpus that is named in its place, also one of another name', async () => {
  const folder = writeCorpus();
  const copy = writeCorpus();
  renameSync(join(copy, 'corpus.manifest.json'), join(copy, 'kept'));

  const found = [join(folder, 'corpus.jsonl'), join(copy, 'kept')].map(readComparedManifest);

  expect((await Promise.all(found)).map(({ path }) => path)).toEqual([
    join(folder, 'corpus.manifest.json'),
    join(copy, 'kept'),
  ]);
});

test('says which file cannot be compared, why, and what to do', async () => {
  const folder = writeCorpus();
  const alone = join(writeCorpus(), 'corpus.jsonl');
  rmSync(alone.replace('.jsonl', '.manifest.json'));
  editManifest(folder, { format_version: 2, total_examples: -1 });
  const other = temporaryFolder({ 'text.json': 'a text', 'list.json': '[]' });
  const advice = 'Name the manifest that a merge, mix, balance or curriculum wrote, or its corpus.';

  const said = await Promise.all(
    [
      join(folder, 'corpus.manifest.json'),
      join(other, 'text.json'),
      join(other, 'none.json'),
      alone,
    ].map((path) => readComparedManifest(path).catch(String)),
  );

  expect(said).toEqual([
    expect.stringMatching(
      /corpus\.manifest\.json is no manifest: .+ \(and 1 more problem\)\. Name/u,
    ),
    expect.stringMatching(/text\.json is no manifest: not JSON: .+\. Name the manifest that/u),
    `CorpusError: ${join(other, 'none.json')} is missing. ${advice}`,
    `CorpusError: ${alone} has no manifest beside it: ${alone.replace('corpus.jsonl', 'merged_corpus_manifest.json')} is missing. ${advice}`,
  ]);
});

test('gives machines the whole comparison, and one sentence where little is asked for', async () => {
  const folder = writeCorpus();
  const comparison = await compare(folder, writeCorpus([line.first]));

  const json = reportComparison(comparison, { json: true, markdown: true, quiet: false });
  const quiet = reportComparison(comparison, { json: false, markdown: false, quiet: true });

  const markdown = reportComparison(comparison, { json: false, markdown: true, quiet: true });
  expect(JSON.parse(json.text)).toEqual(comparison);
  expect(markdown.text).toContain('| rows | 4 | 1 | \\-3 | \\-75.0% |\n');
  expect(quiet).toEqual({
    text: '1 row, 3 fewer than before; 1 source is gone\n',
    failed: false,
  });
});

test('compares any manifest with itself without a change', async () => {
  const folder = writeCorpus();
  writeFileSync(join(folder, 'corpus.jsonl'), '');

  const { sources, labels, rejected } = await compare(folder, folder);

  for (const { before, after } of [...sources, ...labels, ...rejected]) expect(before).toBe(after);
});

async function compare(before: string, after: string) {
  const paths = [before, after].map((folder) => join(folder, 'corpus.manifest.json'));
  const [earlier, later] = await Promise.all(paths.map(readComparedManifest));
  if (earlier === undefined || later === undefined) throw new Error('two manifests were read');
  return compareManifests(earlier.manifest, later.manifest, {
    before: earlier.path,
    after: later.path,
  });
}
