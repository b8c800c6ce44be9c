import { temporaryFolder } from '@llamaforge/testing';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mergeCorpus } from '../merge-corpus.ts';
import { planMerge } from '../plan-merge.ts';
import { inventedRows } from '../selection/invented-rows.testing.ts';

test('a merge that cannot write its index is a merge all the same', async () => {
  const folder = temporaryFolder({
    'data/a.jsonl': inventedRows('instruction', 3),
    'output/index': 'a file where the folder of indexes would be',
  });
  const names = { workingFolder: folder, toolVersion: '0.1.0' };
  const plan = planMerge({ ...names, input: ['data'], output: 'corpus.jsonl' });

  const { manifest } = await mergeCorpus(plan, { now: () => new Date(0) });

  expect(manifest.total_examples).toBe(3);
  expect(existsSync(join(folder, 'corpus.manifest.json'))).toBe(true);
  expect(readdirSync(join(folder, 'output')).filter((name) => name.includes('partial'))).toEqual(
    [],
  );
});
