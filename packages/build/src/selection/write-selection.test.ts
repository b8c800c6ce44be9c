import { parseManifestText } from '@llamaforge/manifest';
import { ChangedFileError } from '@llamaforge/schema';
import { temporaryFolder } from '@llamaforge/testing';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, utimesSync } from 'node:fs';
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
import type { SelectionContext, SelectionProgress } from './selection-options.ts';

type Select = (request: SelectionRequest, context: SelectionContext) => Promise<SelectionResult>;

const commands: readonly (readonly [string, Select])[] = [
  [
    'mix',
    (request, context) => buildProfile(planProfile({ ...request, profile: 'p.json' }), context),
  ],
  [
    'balance',
    (request, context) => balanceCorpus(planBalance({ ...request, shares: 'none' }), context),
  ],
  ['curriculum', (request, context) => orderCurriculum(planCurriculumOrder(request), context)],
];

const files = {
  'data/a.jsonl':
    inventedRows('instruction', 40) +
    inventedRows('code_debugging', 40) +
    inventedRows('creative_narrative', 40),
  'p.json': JSON.stringify({ name: 'p', title: 'P', weights: { instruction: 2, creative: 1 } }),
};

test.each(commands)(
  '%s: the manifest on disk is the one returned, and names its outputs',
  async (kind, run) => {
    const folder = temporaryFolder(files);
    const request = { ...(await mergedCorpus(folder)), validation: '10%' };

    const { manifest } = await run(request, {});

    const text = readFileSync(join(folder, 'mixes/mix.manifest.json'), 'utf8');
    expect(parseManifestText(text)).toEqual({ manifest });
    expect(manifest.kind).toBe(kind);
    expect(manifest.inputs.map(({ path, sha256 }) => [path, sha256])).toEqual([
      ['../corpus.jsonl', sha256Of(join(folder, 'corpus.jsonl'))],
    ]);
    expect(manifest.outputs).toEqual(
      ['mix.jsonl', 'mix.validation.jsonl'].map((name, place) => {
        const bytes = readFileSync(join(folder, 'mixes', name));
        const written = {
          bytes: bytes.length,
          rows: bytes.toString().split('\n').length - 1,
        };
        const sha256 = sha256Of(join(folder, 'mixes', name));
        return {
          role: place === 0 ? 'corpus' : 'validation',
          path: name,
          ...written,
          segments: [{ generation: 0, ...written, sha256 }],
        };
      }),
    );
  },
);

test.each(commands)('%s: the same data elsewhere and later give the same files', async (_, run) => {
  const [here, there] = [temporaryFolder(files), temporaryFolder(files)];
  const ofHere = await mergedCorpus(here);
  const ofThere = await mergedCorpus(there);

  await run({ ...ofHere, validation: '10%' }, {});
  rmSync(join(there, 'output/index'), { recursive: true });
  utimesSync(join(there, 'corpus.jsonl'), 0, 0);
  await run({ ...ofThere, validation: '10%' }, {});

  expect(filesIn(there)).toEqual(filesIn(here));
});

test.each(commands)('%s: stopped at any moment, it leaves all as it was', async (_, run) => {
  const folder = temporaryFolder(files);
  const request = await mergedCorpus(folder);
  await run({ ...request, validation: '10%' }, {});
  const before = filesIn(folder);
  const stops = ['index', 'write'].map((phase) => stopAt(phase));

  for (const stop of stops) {
    // Else the index is not made anew, and cannot be stopped.
    rmSync(join(folder, 'output/index'), { recursive: true, force: true });
    await expect(run({ ...request, seed: 7 }, stop)).rejects.toThrow(new Error('stopped'));
  }
  const after = filesIn(folder);

  expect(after).toEqual(before);
});

test.each(commands)(
  '%s: a corpus that changes meanwhile is named, and leaves all as it was',
  async (_, run) => {
    const folder = temporaryFolder(files);
    const request = await mergedCorpus(folder);
    await run(request, {});
    const before = filesIn(folder);
    const onProgress = ({ phase }: SelectionProgress): void => {
      if (phase === 'write') utimesSync(join(folder, 'corpus.jsonl'), 0, 0);
    };

    const selected = run({ ...request, seed: 7 }, { onProgress });

    await expect(selected).rejects.toThrow(new ChangedFileError(join(folder, 'corpus.jsonl')));
    expect(filesIn(folder)).toEqual(before);
  },
);

test.each(commands)(
  '%s: a mix, balance or curriculum can be chosen from in turn',
  async (_, run) => {
    const folder = temporaryFolder(files);
    const request = await mergedCorpus(folder);
    await run({ ...request, output: 'first.jsonl' }, {});

    const { manifest } = await run({ ...request, input: 'first.jsonl' }, {});

    expect(manifest.inputs.map(({ path }) => path)).toEqual(['../first.jsonl']);
    expect(manifest.total_examples).toBeGreaterThan(0);
  },
);

/** Stops a selection when it first hears of a phase. */
function stopAt(stopPhase: string): SelectionContext {
  const abort = new AbortController();
  const onProgress = ({ phase }: SelectionProgress): void => {
    if (phase === stopPhase) abort.abort(new Error('stopped'));
  };
  return { signal: abort.signal, onProgress };
}

/** The bytes of every file in the folder of mixes. */
function filesIn(folder: string): Record<string, string> {
  const names = readdirSync(join(folder, 'mixes')).sort();
  return Object.fromEntries(
    names.map((name) => [name, readFileSync(join(folder, 'mixes', name), 'utf8')]),
  );
}

function sha256Of(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
