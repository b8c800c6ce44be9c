import type { Label, LabelledRow } from './labelled-row.ts';

/** Lists as scripts for sorting instruction data commonly hold them. */
const keywords: readonly (readonly [Label, readonly string[]])[] = [
  ['code_debugging', ['python', 'javascript', 'function', 'code', 'debug', 'def ', '```']],
  ['cot_math', ['calculate', 'solve', 'equation', 'math', 'step by step']],
  ['tool_api', ['api', 'function call', 'tool', 'endpoint']],
  ['creative_narrative', ['story', 'poem', 'novel', 'character', 'creative']],
  ['adversarial_moral', ['moral', 'ethical', 'dilemma', 'right or wrong']],
  ['factual_grounding', ['fact', 'who is', 'what is', 'when did', 'according to']],
  ['reasoning', ['analyze', 'reason', 'logic', 'therefore', 'conclude']],
  ['multiturn_dialog', ['human:', 'assistant:', 'conversation', 'dialogue']],
];

/** The baseline of keyword lists: the category with the most of its words in instruction and output, the default at a tie or none. */
export function labelByKeywords({ text }: LabelledRow): string {
  const whole = `${text.instruction}\n${text.output}`.toLowerCase();
  const counts = keywords.map(([label, words]) => ({
    label,
    hits: words.filter((word) => whole.includes(word)).length,
  }));
  const [first, second] = counts.toSorted((a, b) => b.hits - a.hits);
  if (first === undefined || first.hits === 0 || first.hits === second?.hits) return 'instruction';
  return first.label;
}
