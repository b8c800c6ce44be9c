/** The closed set of categories a record can have, in the order in which tables show them. */
export const categories = [
  'instruction',
  'multiturn_dialog',
  'code_debugging',
  'red_team',
  'reasoning_trace',
  'analytical',
  'cot_math',
  'creative_narrative',
  'factual_grounding',
  'tool_api',
  'psychology_emotional',
  'adversarial_moral',
] as const;

export type Category = (typeof categories)[number];

/** What users see in tables; `reasoning_trace` and `analytical` share a label and are counted together. */
export const categoryLabels = {
  instruction: 'Instruction/General',
  multiturn_dialog: 'Multi-turn Dialog',
  code_debugging: 'Code/Debugging',
  red_team: 'Red-team/Safety',
  reasoning_trace: 'Analytical/Reasoning',
  analytical: 'Analytical/Reasoning',
  cot_math: 'Chain-of-thought Math',
  creative_narrative: 'Creative Narrative',
  factual_grounding: 'Factual Grounding',
  tool_api: 'Tool-use/API',
  psychology_emotional: 'Psychology & Emotional Introspection',
  adversarial_moral: 'Adversarial & Moral Dilemmas',
} as const satisfies Record<Category, string>;

export type CategoryLabel = (typeof categoryLabels)[Category];

/** The folder below an expansion that holds a category's fetched data sets. */
export const expansionFolders = {
  instruction: 'instruction',
  multiturn_dialog: 'multiturn_dialog',
  code_debugging: 'code_debugging',
  red_team: 'red_team',
  reasoning_trace: 'reasoning_traces',
  analytical: 'analytical',
  cot_math: 'cot_math',
  creative_narrative: 'creative_narrative',
  factual_grounding: 'factual_grounding',
  tool_api: 'tool_api',
  psychology_emotional: 'psychology_emotional',
  adversarial_moral: 'adversarial_moral',
} as const satisfies Record<Category, string>;

/** The bucket of a behaviour profile that a category's rows fall into when the profile names none. */
export const profileBuckets = {
  instruction: 'instruction',
  multiturn_dialog: 'instruction',
  code_debugging: 'code',
  red_team: 'red_team',
  reasoning_trace: 'analytical',
  analytical: 'analytical',
  cot_math: 'cot_math',
  creative_narrative: 'creative',
  factual_grounding: 'factual',
  tool_api: 'tool_use',
  psychology_emotional: 'instruction',
  adversarial_moral: 'red_team',
} as const satisfies Record<Category, string>;

/** Other names under which data sets file a category, in lower case with `_` between words. */
export const categoryAliases = {
  instruction: [
    'general',
    'general_instruction',
    'instruction_following',
    'brainstorming',
    'classification',
    'summarization',
    'information_extraction',
  ],
  multiturn_dialog: ['dialog', 'dialogue', 'conversation', 'chat'],
  code_debugging: [
    'code',
    'coding',
    'code_generation',
    'bug_detection',
    'code_instruction_multilang',
    'generation',
    'sql',
  ],
  red_team: ['safety', 'refusal', 'redteam'],
  reasoning_trace: ['reasoning'],
  analytical: ['analysis', 'essay'],
  cot_math: ['math', 'cot', 'chain_of_thought'],
  creative_narrative: ['creative', 'creative_writing', 'story', 'persona'],
  factual_grounding: ['factual', 'qa', 'closed_qa', 'open_qa', 'general_qa'],
  tool_api: ['tool_use', 'tool', 'function_call', 'function_calling'],
  psychology_emotional: ['psychology', 'emotional', 'empathy'],
  adversarial_moral: ['moral', 'ethics', 'debate'],
} as const satisfies Record<Category, readonly string[]>;

const categoryByTag: ReadonlyMap<string, Category> = new Map(
  categories.flatMap((category) =>
    [category, ...categoryAliases[category]].map((tag) => [tag, category] as const),
  ),
);

/** The category a data set's tag names, also by alias; compared in lower case with `-`, `/` and blanks read as `_`. */
export function categoryOfTag(tag: string): Category | undefined {
  return categoryByTag.get(
    tag
      .trim()
      .toLowerCase()
      .replace(/[-/\s]/gu, '_'),
  );
}
