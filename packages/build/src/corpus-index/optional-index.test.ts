import { writeRecordLine } from '@llamaforge/schema';
import { temporaryFolder } from '@llamaforge/testing';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mergeCorpus } from '../merge-corpus.ts';
import { planMerge } from '../plan-merge.ts';
import { inventedRows } from '../selection/invented-rows.testing.ts';
import { CorpusIndex } from './corpus-index.ts';
import { OptionalIndex } from './optional-index.ts';

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

test('an index that is begun anew holds nothing of what was added before', () => {
  const path = join(temporaryFolder(), 'index/a.rows');
  const record = {
    ...{ instruction: 'A', input: '', output: 'a' },
    ...{ _category: 'instruction' as const, _source: 'a' },
  };
  const line = Buffer.from(`${writeRecordLine(record)}\n`);
  using index = new OptionalIndex(path, 'exact');
  index.add(record, line, '1'.repeat(40));
  index.addBlock(new Uint8Array(100), 3);
  index.setLabels([['b', 'tool_api']]);

  index.restart();
  index.add(record, line, '2'.repeat(40));
  const stamp = { size: '1', mtimeNs: '1', ctimeNs: '1', inode: '1' };
  index.finish({ path: 'a', stamp, sha256: '', distinct: true });

  const { footer } = CorpusIndex.open(path) ?? {};
  expect(footer).toMatchObject({ rows: 1, labels: [['a', 'instruction']] });
});
