import type { Category } from '@llamaforge/schema';
import { codeRules } from './code-rules.ts';
import { creativeRules } from './creative-rules.ts';
import { dialogueRules } from './dialogue-rules.ts';
import { emotionalRules } from './emotional-rules.ts';
import { factualRules } from './factual-rules.ts';
import { instructionRules } from './instruction-rules.ts';
import { mathRules } from './math-rules.ts';
import { moralRules } from './moral-rules.ts';
import { reasoningRules } from './reasoning-rules.ts';
import { redTeamRules } from './red-team-rules.ts';
import { toolRules } from './tool-rules.ts';
import type { Rule } from './pattern-language.ts';

/** The table: each category's rules. `analytical` has none, it shares its label with `reasoning_trace`. */
export const rules: readonly (readonly [Category, readonly Rule[]])[] = [
  ['code_debugging', codeRules],
  ['tool_api', toolRules],
  ['cot_math', mathRules],
  ['factual_grounding', factualRules],
  ['reasoning_trace', reasoningRules],
  ['adversarial_moral', moralRules],
  ['multiturn_dialog', dialogueRules],
  ['creative_narrative', creativeRules],
  ['instruction', instructionRules],
  ['red_team', redTeamRules],
  ['psychology_emotional', emotionalRules],
];

/** Bounds of the decision, in points of score; `lead` is how far the highest score leads the second-highest. */
export const thresholds = {
  /** Least score that decides a row. */
  decideAt: 20,
  /** Least score and lead of a confident decision. */
  confidentAt: 75,
  confidentLead: 45,
} as const;
