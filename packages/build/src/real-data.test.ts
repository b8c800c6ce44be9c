import { realDataFolder, temporaryFolder } from '@llamaforge/testing';
import { copyFileSync, existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { mergeCorpus, type MergeResult } from './merge-corpus.ts';
import { planMerge, type MergeRequest } from './plan-merge.ts';

const data = realDataFolder();
const recipe = fileURLToPath(new URL('../../../docs/recipes/odd-columns.yaml', import.meta.url));

/**
 * Sets of which no row, or not every row, holds both an instruction and an answer: function schemas, statements to
 * agree or disagree with, questions whose answers lie in another file, single texts, rewordings, preference labels.
 */
const setsWithoutAnswers = [
  'PROVENANCE',
  'anthropic_model_written_evals',
  'bfcl',
  'dialogstudio_samples',
  'disfl_qa',
  'gorilla_apibench',
  'llm_decontaminator_rephrased',
  'moralchoice',
  'mt_bench',
  'oasst_octopack/rawin',
  'schema_guided_dialogue/train-schema',
  'toolalpaca',
  'toolbench_examples',
  'trivia_qa/triviaqa_sample',
  'ukp_convincing_arguments',
  'ultrachat_eval',
  'writing_prompts_detect',
];

test.skipIf(data === undefined)(
  'every real file is read or refused with a reason, and every row accounted for (skipped without real data)',
  { timeout: 300_000 },
  async () => {
    const folder = temporaryFolder();
    symlinkSync(data ?? '', join(folder, 'data'));

    const { manifest } = await merge(folder, { input: ['data'] });

    const files = readdirSync(data ?? '', { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile(),
    );
    expect(manifest.inputs.length + manifest.ignored.length).toBe(files.length);
    expect(manifest.ignored.map(({ reason }) => reason)).not.toContain('damaged');
    expect(Object.keys(manifest.ledger.rejected)).toEqual([
      'missing_output',
      'negative_example',
      'unanswerable',
      'unknown_shape',
    ]);
    const unknown = manifest.inputs.filter(
      ({ rows }) => rows.rejected['unknown_shape'] !== undefined,
    );
    expect(
      unknown.filter(({ path }) => !setsWithoutAnswers.some((set) => path.includes(set))),
    ).toEqual([]);
    const lines = readFileSync(join(folder, 'corpus.jsonl'), 'utf8').split('\n').length - 1;
    expect(lines).toBe(manifest.total_examples);
    expect(manifest.total_examples).toBeGreaterThan(70_000);
  },
);

test.skipIf(data === undefined)(
  'the recipe of the documentation maps two odd sets by their columns (skipped without real data)',
  async () => {
    const folder = temporaryFolder();
    symlinkSync(data ?? '', join(folder, 'data'));
    copyFileSync(recipe, join(folder, 'recipe.yaml'));

    const { manifest } = await merge(folder, { recipe: 'recipe.yaml' });

    expect(manifest.top_sources).toEqual({ moralchoice: 450, toolbench: 4 });
    expect(manifest.ledger).toMatchObject({
      read: 455,
      kept: 454,
      rejected: { missing_output: 1 },
    });
    expect(existsSync(join(folder, 'corpus.jsonl'))).toBe(true);
  },
);

function merge(folder: string, request: Partial<MergeRequest>): Promise<MergeResult> {
  const plan = planMerge({
    workingFolder: folder,
    toolVersion: '0.0.0-test',
    output: 'corpus.jsonl',
    database: 'state/h.sqlite',
    rejects: 'rejected.jsonl',
    ...request,
  });
  return mergeCorpus(plan, { now: () => new Date('2026-01-02T03:04:05Z') });
}
