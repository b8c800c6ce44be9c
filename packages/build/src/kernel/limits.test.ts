import { temporaryFolder } from '@llamaforge/testing';
import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mergeCorpus } from '../merge-corpus.ts';
import type { MemoryUse } from '../merge-options.ts';
import { planMerge } from '../plan-merge.ts';
import { mergeWith } from './both-engines.testing.ts';

const row = '{"instruction":"A","output":"a"}\n';

test.each(['plain', 'kernel'] as const)(
  'a line that is longer than any row can be is named as damage by the %s engine',
  async (engine) => {
    const folder = temporaryFolder({ 'a.jsonl': row });
    // The rest of it is a hole: bytes of 0 that take no room on the disk.
    truncateSync(join(folder, 'a.jsonl'), 260 * 1024 * 1024);

    const merged = mergeWith(engine, folder, [{}]);

    await expect(merged).rejects.toThrow('a.jsonl is damaged: line 2 is longer than 256 MB');
  },
);

test('what a merge may take of memory is told before its first row, and grows with its threads', async () => {
  const folder = temporaryFolder({ 'data/a.jsonl': row.repeat(100) });
  const told: { readonly use: MemoryUse; readonly rowsBefore: number }[] = [];

  for (const threads of [1, 2]) {
    let rowsBefore = 0;
    const plan = planMerge({
      workingFolder: folder,
      toolVersion: '0.0.0-test',
      input: ['data'],
      output: `corpus-${String(threads)}.jsonl`,
      database: `state/${String(threads)}.sqlite`,
      rejects: `rejected-${String(threads)}.jsonl`,
      engine: 'kernel',
      threads,
    });
    await mergeCorpus(plan, {
      now: () => new Date(0),
      onProgress: ({ rows }) => {
        rowsBefore += rows;
      },
      onMemory: (use) => told.push({ use, rowsBefore }),
    });
  }

  const [one, two] = told;
  expect(told).toMatchObject([
    { rowsBefore: 0, use: { threads: 1, passes: 1 } },
    { rowsBefore: 0, use: { threads: 2, passes: 1 } },
  ]);
  expect(one?.use.mostUniqueRows).toBeGreaterThanOrEqual(100);
  expect(two?.use.mostBytes).toBeGreaterThan(one?.use.mostBytes ?? Infinity);
});
