import type { CategoryLabel } from './category.ts';

/** Usual shares of a general assistant's corpus, lowest and highest, both inclusive; from red-team on a usual figure ± a quarter. */
export const usualShares: Readonly<
  Partial<Record<CategoryLabel, readonly [lowest: number, highest: number]>>
> = {
  'Instruction/General': [0.4, 0.45],
  'Multi-turn Dialog': [0.08, 0.1],
  'Code/Debugging': [0.07, 0.08],
  'Red-team/Safety': [0.045, 0.075],
  'Analytical/Reasoning': [0.045, 0.075],
  'Creative Narrative': [0.0525, 0.0875],
  'Factual Grounding': [0.03, 0.05],
  'Tool-use/API': [0.018_75, 0.031_25],
  'Chain-of-thought Math': [0.0045, 0.0075],
};
