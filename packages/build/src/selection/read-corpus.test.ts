import { CorpusError, FileAccessError } from '@llamaforge/schema';
import { temporaryFolder } from '@llamaforge/testing';
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { balanceCorpus } from './balance-corpus.ts';
import { buildProfile, type SelectionResult } from './build-profile.ts';
import { inventedRows } from './invented-rows.testing.ts';
import { mergedCorpus } from './merged-corpus.testing.ts';
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
  rmSync(join(folder, 'corpus.manifest.json'));
  appendFileSync(join(folder, 'corpus.jsonl'), '{"instruction":"mine","output":"too"}\n');

  const selected = run(request);

  await expect(selected).rejects.toThrow(CorpusError);
  await expect(selected).rejects.toThrow(`${join(folder, 'corpus.jsonl')}:3 is not a row`);
});

test.each(commands)(
  '%s: a corpus that its manifest does not vouch for is refused',
  async (_, run) => {
    const folder = temporaryFolder({
      'p.json': profile,
      'data/a.jsonl': inventedRows('instruction', 2),
    });
    const request = await mergedCorpus(folder);
    const path = join(folder, 'corpus.jsonl');
    const whole = readFileSync(path, 'utf8');
    const bytes = String(whole.length);
    const manifest = join(folder, 'corpus.manifest.json');

    appendFileSync(path, whole.split('\n')[0] ?? '');
    const longer = run(request);
    await expect(longer).rejects.toThrow(
      `bytes where ${manifest} names ${bytes}. If an append was interrupted, run it again`,
    );
    writeFileSync(path, whole.slice(0, -1));
    const shorter = run(request);
    await expect(shorter).rejects.toThrow(`bytes where ${manifest} names ${bytes}. Merge anew.`);
    writeFileSync(path, whole.split('\n').slice(0, -1).reverse().join('\n') + '\n');
    const shuffled = run(request);
    await expect(shuffled).rejects.toThrow(`${path} is not what ${manifest} says of it`);
  },
);

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
