import { mergeCorpus } from '../merge-corpus.ts';
import { planMerge, type MergeRequest } from '../plan-merge.ts';
import type { SelectionRequest } from './plan-selection.ts';

/** Merges what lies in a folder's `data` to its `corpus.jsonl`, and gives the request to select from that: arrangement for tests. */
export async function mergedCorpus(
  folder: string,
  request: Partial<MergeRequest> = {},
): Promise<SelectionRequest> {
  const names = { workingFolder: folder, toolVersion: '0.1.0' };
  const plan = planMerge({ ...names, input: ['data'], output: 'corpus.jsonl', ...request });
  await mergeCorpus(plan, { now: () => new Date('2026-01-02T03:04:05Z') });
  return { ...names, input: 'corpus.jsonl', output: 'mixes/mix.jsonl' };
}
