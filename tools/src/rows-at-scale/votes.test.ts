import { mergeCorpus, planMerge, type MergeResult } from '@llamaforge/build';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { usualRows } from './options.ts';
import { writeRows, type WrittenRows } from './write-rows.ts';

const scratch = mkdtempSync(join(tmpdir(), 'rows-at-scale-votes-'));

afterAll(() => {
  rmSync(scratch, { recursive: true });
});

test.each([0, 0.25])(
  'a merge learns from its vote what most files are about, with %d dialogues',
  async (dialogues) => {
    const { manifest, written } = await merged(dialogues);

    const votes = manifest.inputs.map(({ path, vote }) => [basename(path, '.jsonl'), vote]);
    const kept = manifest.inputs.reduce((sum, { rows }) => sum + rows.kept, 0);
    const byRules = manifest.inputs.reduce((sum, input) => sum + input.categories_by.rules, 0);

    expect(votes).toEqual([
      ['a_instructions', 'instruction'],
      ['b_code', 'code_debugging'],
      ['c_escaped', 'instruction'],
      ['d_questions', 'factual_grounding'],
      ['e_completions', 'creative_narrative'],
      ['f_labelled', null],
      ['g_numbered', 'cot_math'],
      ['h_listed', null],
    ]);
    expect(kept).toBe(written.own);
    expect(byRules / kept).toBeGreaterThan(0.1);
    expect(byRules / kept).toBeLessThan(1 / 6);
  },
);

test.each([
  [0, false],
  [0.25, true],
])(
  'rules tell the topics of a mixed file apart, and with %d dialogues find them: %s',
  async (dialogues, findsDialogues) => {
    const { manifest } = await merged(dialogues);

    const counts = manifest.sources['h_listed']?.categories ?? {};
    const rows = Object.values(counts).reduce((sum, count) => sum + count, 0);
    const isFound = (category: keyof typeof counts): boolean =>
      (counts[category] ?? 0) > 0.02 * rows;

    expect({
      code: isFound('code_debugging'),
      sums: isFound('cot_math'),
      stories: isFound('creative_narrative'),
      passages: isFound('factual_grounding'),
      tasks: isFound('instruction'),
      dialogues: isFound('multiturn_dialog'),
    }).toEqual({
      code: true,
      sums: true,
      stories: true,
      passages: true,
      tasks: true,
      dialogues: findsDialogues,
    });
  },
);

async function merged(
  dialogues: number,
): Promise<{ readonly manifest: MergeResult['manifest']; readonly written: WrittenRows }> {
  const folder = mkdtempSync(join(scratch, 'merge-'));
  const written = writeRows(join(folder, 'rows'), { ...usualRows, rows: 4000, dialogues });
  const plan = planMerge({
    workingFolder: folder,
    toolVersion: '0.0.0',
    input: ['rows'],
    output: 'corpus.jsonl',
    engine: 'plain',
  });
  const { manifest } = await mergeCorpus(plan, { now: () => new Date(0) });
  return { manifest, written };
}
