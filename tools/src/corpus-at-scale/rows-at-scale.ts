import type { Category } from '@llamaforge/schema';
import { prose } from '../hub-at-scale/prose.ts';
import { codingTaskRow } from '../hub-at-scale/rows/coding-task-row.ts';
import { schoolProblemRow } from '../hub-at-scale/rows/school-problem-row.ts';

/** A row in the Alpaca form with its category. */
export interface RowAtScale {
  readonly instruction: string;
  readonly input: string;
  readonly output: string;
  readonly category: Category;
  /** the name that `fetch` gives to rows of the expansion */
  readonly _source?: string;
}

/** The characters that an output has on average; those of the original corpus are about 1 KB a row. */
const outputLengths: Partial<Record<Category, number>> = {
  creative_narrative: 2200,
  multiturn_dialog: 700,
  factual_grounding: 60,
  red_team: 300,
  tool_api: 200,
};

/** A row of about 1 KB that no other number gives: code and sums where the category asks for them, prose for the rest. */
export function rowAtScale(number: number, category: Category): RowAtScale {
  const key = number * 16;
  if (category === 'code_debugging') return { ...codingTaskRow(number, true), category };
  if (category === 'cot_math') {
    const { question, answer } = schoolProblemRow(number);
    return { instruction: question, input: '', output: answer, category };
  }
  return {
    instruction: `Task ${String(number)}. ${prose(key, 120)}`,
    input: category === 'factual_grounding' ? prose(key + 1, 700) : '',
    output: prose(key + 2, outputLengths[category] ?? 800),
    category,
  };
}
