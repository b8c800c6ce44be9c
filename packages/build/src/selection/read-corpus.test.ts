import { CorpusError, FileAccessError } from '@llamaforge/schema';
import { temporaryFolder } from '@llamaforge/testing';
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { balanceCorpus } from './balance-corpus.ts';
import { buildProfile, type SelectionResult } from './build-profile.ts';
import { inventedRows } from './invented-rows.ts';
import { mergedCorpus } from './merged-corpus.ts';
import { orderCurriculum } from './order-curriculum.ts';
import { planBalance } from './plan-balance.ts';
import { planCurriculumOrder } from './plan-curriculum-order.ts';
import { planProfile } from './plan-profile.ts';
import type { SelectionRequest } from './plan-selection.ts';

type Select = (request: SelectionRequest) => Promise<SelectionResult>;

const commands: readonly (readonly [string, Select])[] = [
  ['profile', (request) => buildProfile(planProfile({ ...request, profile: 'p.json' }), {})],
  ['balance', (request) => balanceCorpus(planBalance(request), {})],
  ['curriculum', (request) => orderCurriculum(planCurriculumOrder(request), {})],
];
const profile = JSON.stringify({ name: 'p', title: 'P', weights: { instruction: 1 } });

test.each(commands)('%s: a corpus that is not there is named, with what to do', async (_, run) => {
  const folder = temporaryFolder({ 'p.json': profile });
  const request = { workingFolder: folder, toolVersion: '0.1.0', input: 'none.jsonl' };

  const selected = run(request);

  const path = join(folder, 'none.jsonl');
  await expect(selected).rejects.toThrow(
    new FileAccessError(
      `There is no corpus at ${path}. Make one with \`npx nx run cli:merge\`, or name another with --input.`,
      { path, code: 'ENOENT' },
    ),
  );
});

test.each(commands)('%s: a corpus without rows is refused', async (_, run) => {
  const folder = temporaryFolder({ 'p.json': profile, 'data/a.jsonl': '' });
  const request = await mergedCorpus(folder);

  const selected = run(request);

  await expect(selected).rejects.toThrow(
    new CorpusError(
      `${join(folder, 'corpus.jsonl')} has no rows to choose from. Merge some data first, or name another corpus with --input.`,
    ),
  );
});

test.each(commands)('%s: a line that no merge wrote is named', async (_, run) => {
  const folder = temporaryFolder({
    'p.json': profile,
    'data/a.jsonl': inventedRows('instruction', 2),
  });
  const request = await mergedCorpus(folder);
  appendFileSync(join(folder, 'corpus.jsonl'), '{"instruction":"mine","output":"too"}\n');

  const selected = run(request);

  await expect(selected).rejects.toThrow(CorpusError);
  await expect(selected).rejects.toThrow(`${join(folder, 'corpus.jsonl')}:3 is not a row`);
});

test.each(commands)('%s: a manifest that cannot be read is named', async (_, run) => {
  const folder = temporaryFolder({
    'p.json': profile,
    'data/a.jsonl': inventedRows('instruction', 2),
  });
  const request = await mergedCorpus(folder);
  writeFileSync(join(folder, 'corpus.manifest.json'), '{"kind":"corpus"}');

  const selected = run(request);

  await expect(selected).rejects.toThrow(CorpusError);
  await expect(selected).rejects.toThrow(
    `${join(folder, 'corpus.manifest.json')} is not a manifest that this version reads: `,
  );
});
