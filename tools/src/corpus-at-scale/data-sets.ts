import type { Category } from '@llamaforge/schema';

/** Rows of a category that a data set has alone, and rows that it has from others. */
export interface DataSetAtScale {
  readonly path: string;
  /** the `_source` of its rows, where a fetch gives another than the file's name */
  readonly source?: string;
  readonly rows: Readonly<Partial<Record<Category, number>>>;
  /** rows that repeat the first ones of another data set */
  readonly repeats?: { readonly path: string; readonly rows: number };
}

/**
 * A corpus of 4,074,700 distinct rows under the names that the profiles list: 3,399,517 rows of a user's own by the counts of the
 * corpus that the product was made for, split over its files as one may guess, and the 675,183 of the expansion.
 */
export const dataSetsAtScale: readonly DataSetAtScale[] = [
  { path: 'alpaca_gpt4', rows: { instruction: 52_000 } },
  {
    path: 'claude_reasoning_ultimate_1.4M',
    rows: { instruction: 700_000, reasoning_trace: 100_000 },
  },
  {
    path: 'code_alpaca_full',
    rows: { code_debugging: 20_000 },
    repeats: { path: 'expansion/code_debugging/code_alpaca_20k', rows: 10_000 },
  },
  { path: 'code_feedback_50k', rows: { code_debugging: 50_000 } },
  { path: 'creative_writing', rows: { creative_narrative: 200_000 } },
  { path: 'evol_codealpaca', rows: { code_debugging: 7_000 } },
  { path: 'expanded_training_1.5M', rows: { instruction: 227_839 } },
  { path: 'expansion/code_debugging/code_alpaca_20k', rows: { code_debugging: 20_016 } },
  { path: 'expansion/creative_narrative/writing_prompts', rows: { creative_narrative: 100_000 } },
  { path: 'expansion/factual_grounding/squad_v2', rows: { factual_grounding: 86_821 } },
  { path: 'expansion/factual_grounding/trivia_qa', rows: { factual_grounding: 10_873 } },
  { path: 'expansion/multiturn_dialog/hh_rlhf', rows: { multiturn_dialog: 150_000 } },
  { path: 'expansion/multiturn_dialog/ultrachat', rows: { multiturn_dialog: 200_000 } },
  {
    path: 'expansion/reasoning_traces/gsm8k_reasoning',
    source: 'gsm8k',
    rows: { reasoning_trace: 7_473 },
  },
  { path: 'expansion/reasoning_traces/math_instruct', rows: { reasoning_trace: 100_000 } },
  { path: 'external/esoteric/star_charts', rows: { creative_narrative: 20_432 } },
  { path: 'glaive_function_calling', rows: { tool_api: 106_648 } },
  { path: 'gsm8k_cot', rows: { cot_math: 8_244 } },
  { path: 'magicoder_evol_110k', rows: { code_debugging: 110_000 } },
  { path: 'magicoder_oss_75k', rows: { code_debugging: 75_000 } },
  { path: 'mbpp', rows: { code_debugging: 724 } },
  { path: 'open_orca', rows: { instruction: 500_000, factual_grounding: 76_343 } },
  { path: 'orca_math_cot', rows: { cot_math: 10_000 } },
  { path: 'python_code_18k', rows: { code_debugging: 18_000 } },
  { path: 'red_team_safe', rows: { red_team: 268_804 } },
  {
    path: 'ultimate_3M_intelligently_duplicated',
    rows: { instruction: 600_000 },
    repeats: { path: 'claude_reasoning_ultimate_1.4M', rows: 400_000 },
  },
  { path: 'wizardlm_70k', rows: { instruction: 70_000 } },
  { path: 'wizardlm_evol', rows: { instruction: 130_000, analytical: 48_483 } },
];
