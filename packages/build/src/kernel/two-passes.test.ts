import { writeRecordLine } from '@llamaforge/schema';
import { corpusRecords, temporaryFolder } from '@llamaforge/testing';
import fc from 'fast-check';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { mergeCorpus } from '../merge-corpus.ts';
import type { MergeProgress } from '../merge-options.ts';
import { pendingMoves, recoverFromKilledRun, sparePathOf } from '../merge-workspace.ts';
import { planMerge, type MergeRequest } from '../plan-merge.ts';
import { expectSameResult, type EngineRequest } from './both-engines.testing.ts';

// Threads take some tenths of a second to start, so there are few runs, of many rows each.
const runs = { numRuns: 6 };

test('appends keep what no generation before holds, as the plain engine does', async () => {
  await fc.assert(
    fc.asyncProperty(generations(), machines(), async (all, machine) => {
      const folder = folderOf(all);
      const requests = all.map((_, generation) => ({
        input: [`g${String(generation)}`],
        append: generation > 0,
      }));

      await expectSameResult(folder, requests, machine);
    }),
    runs,
  );
}, 240_000);

test('a table that has no room for all rows gives what a large one gives', async () => {
  await fc.assert(
    fc.asyncProperty(
      generations(),
      machines(),
      fc.integer({ min: 1, max: 400 }),
      async (all, machine, mostUniques) => {
        const folder = folderOf(all);

        await expectSameResult(folder, [{}], { ...machine, tableBytes: mostUniques * 38 });
      },
    ),
    runs,
  );
}, 240_000);

test('two passes count one cap over the files of a source, and over generations', async () => {
  const folder = temporaryFolder({
    'a/1.jsonl': rows(0, 500),
    'a/2.jsonl': `${rows(250, 600)}\n{"cut\n\n${rows(0, 100)}`,
    'b/3.jsonl': rows(550, 900),
    'a.yaml': 'sources:\n  - { path: "a/*", name: capped, cap: 1100 }',
    'b.yaml': 'sources:\n  - { path: "[ab]/*", name: capped, cap: 1100 }',
  });
  const requests: EngineRequest[] = [
    { recipe: join(folder, 'a.yaml'), input: undefined },
    { recipe: join(folder, 'b.yaml'), input: undefined, append: true },
  ];

  const { manifest } = await expectSameResult(folder, requests, {
    threads: 3,
    chunkBytes: 300,
    tableBytes: 38 * 450,
  });

  expect(JSON.parse(manifest)).toMatchObject({
    top_sources: { capped: 700 },
    ledger: { kept: 700, duplicates: 400, rejected: { invalid_json: 1 } },
  });
});

test('two passes find one record among thousands of its copies, and rows of several records', async () => {
  const copies = `${JSON.stringify({ instruction: 'Same', output: 'row' })}\n`.repeat(3000);
  const instances = Array.from({ length: 300 }, (_, part) => ({
    input: `in ${String(part % 250)}`,
    output: part % 40 === 3 ? '' : `out ${'x'.repeat(part)}`,
  }));
  const long = JSON.stringify({ instruction: 'Long', output: 'Täxt "q" \\ '.repeat(2000) });
  const many = JSON.stringify({ instruction: 'Many', instances });
  const folder = temporaryFolder({
    'a/1.jsonl': `${copies}${many}\n${long}\n${copies}`,
    'a/2.jsonl.gz': gzipSync(`${long}\n${rows(0, 400)}\n${many}\n${copies}`),
    'b/3.json': `[${many},${long}]`,
  });

  await expectSameResult(folder, [{ input: ['a'] }, { input: ['b'], append: true }], {
    threads: 2,
    chunkBytes: 512,
    tableBytes: 38 * 20,
  });
});

test('says what it does: one pass, two from the start, or two once the table is full', async () => {
  const folder = temporaryFolder({ 'data/a.jsonl': rows(0, 1000) });

  const large = await merge(folder, {});
  const nearlyLarge = await merge(folder, { tableBytes: 38 * 800 });
  const small = await merge(folder, { tableBytes: 38 * 100 });

  expect(large.log).toMatchObject({ passes: 1 });
  expect(large.phases).toEqual(['survey', 'merge']);
  expect(nearlyLarge.log).toMatchObject({
    passes: 2,
    table_bytes_at_most: 38 * 800,
    table_was_full_at_rows: 800,
    spilled_bytes: 44_000,
  });
  expect(small.log).not.toHaveProperty('table_was_full_at_rows');
  expect(small.log).toMatchObject({ passes: 2, spilled_bytes: 44_000 });
});

test('what the kernel has no room for, the plain engine merges', async () => {
  // A file may have 65,536 labels.
  const lines = Array.from({ length: 65_600 }, (_, row) =>
    JSON.stringify({ text: String(row % 65_550), code: 'b', _source: `s${String(row)}` }),
  );
  const folder = temporaryFolder({
    'a.jsonl': rows(0, 100),
    'b.jsonl': `{"cut\n${lines.join('\n')}`,
  });

  const { manifest } = await expectSameResult(folder, [{}]);

  expect(JSON.parse(manifest)).toMatchObject({ total_examples: 65_650 });
}, 120_000);

test('a merge that was killed leaves no rows set aside', () => {
  const folder = temporaryFolder();
  const { paths } = planMerge({ workingFolder: folder, toolVersion: '0.0.0-test' });
  const spare = sparePathOf(paths);
  mkdirSync(join(folder, 'output'));
  writeFileSync(spare, 'rows');

  recoverFromKilledRun(paths);

  expect(spare.startsWith(pendingMoves(paths).database.from)).toBe(true);
  expect(existsSync(spare)).toBe(false);
});

/** Merges a folder's `data` by the kernel; gives its run log, and the phases that it told in their order. */
async function merge(
  folder: string,
  request: Partial<MergeRequest>,
): Promise<{ readonly log: unknown; readonly phases: MergeProgress['phase'][] }> {
  const phases: MergeProgress['phase'][] = [];
  const plan = planMerge({
    workingFolder: folder,
    toolVersion: '0.0.0-test',
    input: ['data'],
    output: 'corpus.jsonl',
    engine: 'kernel',
    ...request,
  });
  const now = new Date();
  await mergeCorpus(plan, {
    now: () => now,
    onProgress: ({ phase }) => {
      if (phases.at(-1) !== phase) phases.push(phase);
    },
  });
  const runsFolder = join(folder, 'output/runs');
  const [name = ''] = readdirSync(runsFolder).filter((file) => file.startsWith('20'));
  const log: unknown = JSON.parse(readFileSync(join(runsFolder, name), 'utf8'));
  rmSync(runsFolder, { recursive: true });
  return { log, phases };
}

function rows(from: number, until: number): string {
  return Array.from({ length: until - from }, (_, row) =>
    JSON.stringify({ instruction: `Row ${String(from + row)}`, output: 'o' }),
  ).join('\n');
}

/** How the kernel is run; none of it may change the result. */
function machines(): fc.Arbitrary<EngineRequest> {
  return fc.record({
    threads: fc.integer({ min: 1, max: 4 }),
    chunkBytes: fc.constantFrom(128, 1000, 5000, 65_536),
  });
}

/** The files of each generation by their lines: rows of a small choice, so that many repeat others. */
function generations(): fc.Arbitrary<string[][][]> {
  const row = fc.record({
    instruction: fc.nat(400).map((number) => `Row ${String(number)}`),
    output: fc.constantFrom('a', ' a', 'é "b"', ''),
    _source: fc.constantFrom(undefined, 'one', 'two'),
    _category: fc.constantFrom(undefined, 'coding', 'odd one'),
  });
  const line = fc.oneof(
    { weight: 12, arbitrary: row.map((value) => JSON.stringify(value)) },
    { weight: 2, arbitrary: corpusRecords().map((record) => writeRecordLine(record)) },
    { weight: 1, arbitrary: fc.constantFrom('', ' ', '{"cut', '[]', '{"a":1}') },
  );
  const file = fc
    .array(line, { maxLength: 500, size: 'max' })
    .map((lines) => ['{"instruction":"First","output":"line"}', ...lines]);
  return fc.array(fc.array(file, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 });
}

function folderOf(all: readonly (readonly (readonly string[])[])[]): string {
  const folder = temporaryFolder();
  for (const [generation, files] of all.entries()) {
    const subfolder = join(folder, `g${String(generation)}`);
    mkdirSync(subfolder);
    for (const [number, lines] of files.entries()) {
      writeFileSync(join(subfolder, `${String(number)}.jsonl`), lines.join('\n'));
    }
  }
  return folder;
}
