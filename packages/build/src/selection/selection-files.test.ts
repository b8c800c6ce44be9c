import { findLedgerProblems } from '@llamaforge/manifest';
import { temporaryFolder } from '@llamaforge/testing';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildProfile, type SelectionResult } from './build-profile.ts';
import { inventedRows } from './invented-rows.testing.ts';
import { mergedCorpus } from './merged-corpus.testing.ts';
import { orderCurriculum } from './order-curriculum.ts';
import { planCurriculumOrder } from './plan-curriculum-order.ts';
import { planProfile, type ProfileRequest } from './plan-profile.ts';
import { writtenRows } from './written-rows.testing.ts';

const all = { name: 'all', title: 'All rows', weights: { instruction: 1, code: 1 } };
const code = { name: 'code', title: 'Code', weights: { code: 1 } };
const files = {
  'data/a.jsonl': inventedRows('instruction', 1000) + inventedRows('code_debugging', 1000),
  'all.json': JSON.stringify(all),
  'code.json': JSON.stringify(code),
};

test('rows set aside for validation are in their own file and not in the mix', async () => {
  const folder = temporaryFolder(files);
  await mergedCorpus(folder);
  await build(folder, { output: 'whole.jsonl' });

  const { manifest } = await build(folder, { validation: '10%' });

  const [whole, mix, aside] = ['whole', 'mix', 'mix.validation'].map((name) =>
    readLines(folder, name),
  );
  expect([...(mix ?? []), ...(aside ?? [])].sort()).toEqual(whole?.toSorted());
  // 10 % of 2,000 are 200; 60 are 4.5 standard deviations.
  expect(aside?.length).toBeGreaterThan(140);
  expect(aside?.length).toBeLessThan(260);
  expect(manifest.selection?.validation).toEqual({ share: '10%', rows: aside?.length });
  expect(manifest.outputs.map(({ role, path, rows }) => [role, path, rows])).toEqual([
    ['corpus', 'mix.jsonl', mix?.length],
    ['validation', 'mix.validation.jsonl', aside?.length],
  ]);
  expect(manifest.total_examples).toBe(2000);
  expect(findLedgerProblems(manifest)).toEqual([]);
});

test('what remains in the mix keeps its order', async () => {
  const folder = temporaryFolder(files);
  await mergedCorpus(folder);
  await build(folder, { output: 'whole.jsonl' });

  await build(folder, { validation: '10%' });

  const aside = new Set(readLines(folder, 'mix.validation'));
  const whole = readLines(folder, 'whole');
  expect(readLines(folder, 'mix')).toEqual(whole.filter((line) => !aside.has(line)));
  expect([...aside]).toEqual(whole.filter((line) => aside.has(line)));
});

test('rows of equal instruction and input stand on one side', async () => {
  const rows = Array.from({ length: 300 }, (_, index) =>
    JSON.stringify({
      instruction: `Ask ${String(index % 100)}.`,
      input: `of ${String(index % 50)}`,
      output: `Answer ${String(index)}`,
      _category: 'instruction',
    }),
  );
  const folder = temporaryFolder({ ...files, 'data/a.jsonl': rows.join('\n') });
  await mergedCorpus(folder);

  await build(folder, { validation: '30%' });

  const promptsOf = (name: string): Set<string> =>
    new Set(
      writtenRows(join(folder, `${name}.jsonl`)).map((row) => `${row.instruction}|${row.input}`),
    );
  const [train, aside] = [promptsOf('mix'), promptsOf('mix.validation')];
  expect([...aside].filter((prompt) => train.has(prompt))).toEqual([]);
  expect(train.size + aside.size).toBe(100);
  expect(aside.size).toBeGreaterThan(0);
});

test('a row stays on its side with another seed, in another profile, and when the corpus grows', async () => {
  const folder = temporaryFolder(files);
  await mergedCorpus(folder);
  const validation = '10%';
  await build(folder, { validation });
  const before = sides(folder, 'mix');

  await build(folder, { validation, seed: 7, output: 'seeded.jsonl' });
  await build(folder, { validation, profile: 'code.json', output: 'code.jsonl' });
  writeFileSync(join(folder, 'data/0.jsonl'), inventedRows('instruction', 50, 3000));
  await mergedCorpus(folder);
  await build(folder, { validation, output: 'grown.jsonl' });

  const changed = ['seeded', 'code', 'grown'].map((name) =>
    [...sides(folder, name)].filter(([row, side]) => (before.get(row) ?? side) !== side),
  );
  expect(changed).toEqual([[], [], []]);
  expect(sides(folder, 'code').size).toBe(1000);
});

test('of a larger share all that a smaller one set aside is aside too', async () => {
  const folder = temporaryFolder(files);
  await mergedCorpus(folder);

  await build(folder, { validation: '5%', output: 'small.jsonl' });
  const { manifest } = await build(folder, { validation: '7%', output: 'large.jsonl' });

  const large = new Set(readLines(folder, 'large.validation'));
  const small = readLines(folder, 'small.validation');
  expect(small.filter((line) => !large.has(line))).toEqual([]);
  expect(large.size).toBeGreaterThan(small.length);
  expect(manifest.selection?.validation?.share).toBe('7%');
});

test('a row that a curriculum replays is neither twice aside nor in training when it is aside', async () => {
  const folder = temporaryFolder({
    'data/a.jsonl': inventedRows('creative_narrative', 200) + inventedRows('cot_math', 200),
  });
  const request = await mergedCorpus(folder);
  const paths = { output: 'mix.jsonl' };

  const { manifest } = await orderCurriculum(
    planCurriculumOrder({ ...request, ...paths, replay: 1, validation: '20%' }),
    {},
  );

  const [train, aside] = [readLines(folder, 'mix'), readLines(folder, 'mix.validation')];
  expect(aside.length).toBe(new Set(aside).size);
  expect(train.filter((line) => aside.includes(line))).toEqual([]);
  expect(new Set([...train, ...aside]).size).toBe(400);
  expect(manifest.selection?.repeated).toBe(train.length - new Set(train).size);
  expect(manifest.selection?.repeated).toBeGreaterThan(100);
  expect(findLedgerProblems(manifest)).toEqual([]);
});

async function build(folder: string, more: Partial<ProfileRequest>): Promise<SelectionResult> {
  const request = {
    workingFolder: folder,
    toolVersion: '0.1.0',
    input: 'corpus.jsonl',
    output: 'mix.jsonl',
    profile: 'all.json',
  };
  return await buildProfile(planProfile({ ...request, ...more }), {});
}

function readLines(folder: string, name: string): string[] {
  return readFileSync(join(folder, `${name}.jsonl`), 'utf8')
    .trimEnd()
    .split('\n');
}

/** On which side each row of a mix stands. */
function sides(folder: string, name: string): Map<string, string> {
  const parts = ['', '.validation'].map((side) =>
    readLines(folder, `${name}${side}`).map((line) => [line, side] as const),
  );
  return new Map(parts.flat());
}
