import type { Category } from '@llamaforge/schema';

/** A phase of a curriculum; its rows are those of its categories. */
export interface CurriculumPhase {
  readonly name: string;
  readonly categories: readonly Category[];
}

/** Widest first, so that the rows with one right answer, which are to be held most exactly, are seen last. */
export const defaultPhases: readonly CurriculumPhase[] = [
  {
    name: 'high_entropy',
    categories: ['creative_narrative', 'psychology_emotional', 'multiturn_dialog'],
  },
  {
    name: 'analytical',
    categories: [
      'reasoning_trace',
      'analytical',
      'code_debugging',
      'instruction',
      'adversarial_moral',
      'red_team',
    ],
  },
  { name: 'deterministic', categories: ['factual_grounding', 'tool_api', 'cot_math'] },
];
