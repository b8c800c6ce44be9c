import type { Category } from '@llamaforge/schema';
import {
  compiledRules,
  outputScope,
  promptScope,
  signalAutomaton,
  type CompiledRules,
} from './compile-rules.ts';
import { countSignals } from './count-signals.ts';
import { readField } from './field-bytes.ts';
import { measureField, measureIndex } from './measure-field.ts';
import { maxQuotedBytes, measures } from './pattern-language.ts';
import { thresholds } from './rules.ts';

/** The texts that the content rules read. */
export interface Content {
  readonly instruction: string;
  readonly input: string;
  readonly output: string;
}

const fields = ['instruction', 'input', 'output'] as const;

/** What the content rules say of a row. */
export interface RulesDecision {
  readonly category: Category;
  /** Score and lead pass the table's bounds for a decision that can stand alone; never the default. */
  readonly confident: boolean;
  /** No category's score sufficed, or two tied: `instruction` stands in, and the row has no voice in the file's vote. */
  readonly isDefault: boolean;
}

/** A decision with what led to it. */
export interface ScoredDecision extends RulesDecision {
  readonly score: number;
  /** How far the score leads the second-highest. */
  readonly lead: number;
}

/**
 * Tells a row's category from the first 4,096 bytes of each text; `instruction` where nothing speaks for another.
 *
 * @example
 * categoryByRules({ instruction: 'What is the capital of France?', input: '', output: 'Paris' }).category;
 * // 'factual_grounding'
 */
export function categoryByRules(content: Content): RulesDecision {
  const { category, confident, isDefault } = scoreContent(content);
  return { category, confident, isDefault };
}

/** As `categoryByRules`, with the score. */
export function scoreContent(content: Content): ScoredDecision {
  const compiled = compiledRules();
  const scores = scoresOf(compiled, featuresOf(compiled, content));
  const score = Math.max(...scores);
  const best = scores.indexOf(score);
  const lead =
    score - scores.reduce((second, other, i) => (i === best ? second : Math.max(second, other)), 0);
  const isDecided = score >= thresholds.decideAt && lead > 0;
  return {
    category: (isDecided ? compiled.categories[best] : undefined) ?? 'instruction',
    confident: isDecided && score >= thresholds.confidentAt && lead >= thresholds.confidentLead,
    isDefault: !isDecided,
    score,
    lead,
  };
}

/** All that the rules ask about a row, in the order of `conditionFeature`: what another engine's numbers must be. */
export function contentFeatures(content: Content): readonly number[] {
  const compiled = compiledRules();
  return [...featuresOf(compiled, content)];
}

/** The row's features by index: per scope the measures, then the signals. */
function featuresOf({ features, featuresPerScope }: CompiledRules, content: Content): Int32Array {
  const automaton = signalAutomaton();
  features.fill(0);
  const texts = fields.map((name, scope) => {
    const field = readField(content[name]);
    const base = scope * featuresPerScope;
    if (field.length > 0) {
      measureField(field, { features, base });
      countSignals(automaton, field, { features, base: base + measures.length });
    }
    return field.text;
  });
  markQuotation(texts, features, outputScope * featuresPerScope);
  for (let i = 0; i < featuresPerScope; i++) {
    features[promptScope * featuresPerScope + i] =
      (features[i] ?? 0) + (features[featuresPerScope + i] ?? 0);
  }
  return features;
}

/** Notes whether the output, if it is short, stands in one of the other texts. */
function markQuotation(texts: readonly string[], features: Int32Array, base: number): void {
  const [instruction = '', input = '', output = ''] = texts;
  if (output === '' || (features[base + measureIndex.bytes] ?? 0) > maxQuotedBytes) return;
  features[base + measureIndex.inInstruction] = instruction.includes(output) ? 1 : 0;
  features[base + measureIndex.inInput] = input.includes(output) ? 1 : 0;
}

function scoresOf(compiled: CompiledRules, features: Int32Array): Int32Array {
  const { ruleCategory, ruleWeight, ruleEnd } = compiled;
  const { conditionFeature, conditionLeast, conditionGreatest } = compiled;
  const scores = new Int32Array(compiled.categories.length);
  let condition = 0;
  for (let rule = 0; rule < ruleEnd.length; rule++) {
    const end = ruleEnd[rule] ?? 0;
    let holds = true;
    for (; holds && condition < end; condition++) {
      const value = features[conditionFeature[condition] ?? 0] ?? 0;
      holds =
        value >= (conditionLeast[condition] ?? 0) && value <= (conditionGreatest[condition] ?? 0);
    }
    condition = end;
    if (holds) {
      const category = ruleCategory[rule] ?? 0;
      scores[category] = (scores[category] ?? 0) + (ruleWeight[rule] ?? 0);
    }
  }
  return scores;
}
