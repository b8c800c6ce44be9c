import type { Category } from '@llamaforge/schema';
import { buildLiteralAutomaton, type LiteralAutomaton } from './literal-automaton.ts';
import { measures, type Rule } from './pattern-language.ts';
import { rules } from './rules.ts';
import { signals } from './signals.ts';

/** The table in the form that the interpreter walks: flat lists of integers. */
export interface CompiledRules {
  readonly categories: readonly Category[];
  /** Features of one scope: the measures, then the signals. */
  readonly featuresPerScope: number;
  /**
   * Where a row's features are put, over and over: a typed array of this size lies outside V8's heap, and a fresh one a
   * row costs as much as a field's scan.
   */
  readonly features: Int32Array;
  /** A rule is a category's index, its weight, and the end (exclusive) of its conditions in the three lists below. */
  readonly ruleCategory: Int32Array;
  readonly ruleWeight: Int32Array;
  readonly ruleEnd: Int32Array;
  readonly conditionFeature: Int32Array;
  readonly conditionLeast: Int32Array;
  readonly conditionGreatest: Int32Array;
}

const scopes = ['instruction', 'input', 'output', 'prompt'] as const;

/** Position of the output's features, in scopes. */
export const outputScope = 2;
/** Position of the sums over instruction and input, in scopes. */
export const promptScope = 3;

const greatestInteger = 0x7fffffff;

/** Compiles the table at the first call and hands out the same object from then on. */
export function compiledRules(): CompiledRules {
  compiledOnce ??= compileRules();
  return compiledOnce;
}

/** One automaton for the literals of all signals, built at the first call: an engine that has one of its own needs only the rules. */
export function signalAutomaton(): LiteralAutomaton {
  builtOnce ??= buildLiteralAutomaton(Object.values(signals));
  return builtOnce;
}

// Made at first use: an import must not cost what only a row without a category needs.
let compiledOnce: CompiledRules | undefined;
let builtOnce: LiteralAutomaton | undefined;

function compileRules(): CompiledRules {
  const names = [...measures, ...Object.keys(signals)];
  const featureIndex = new Map(
    scopes.flatMap((scope, i) =>
      names.map((name, j) => [`${scope}.${name}`, i * names.length + j] as const),
    ),
  );
  const entries: readonly (readonly [Category, readonly Rule[]])[] = rules;
  const all = entries.flatMap(([, list], category) => list.map((rule) => ({ category, rule })));
  const conditions = all.flatMap(({ rule }) => rule.when);
  let end = 0;
  return {
    categories: entries.map(([category]) => category),
    featuresPerScope: names.length,
    features: new Int32Array(scopes.length * names.length),
    ruleCategory: Int32Array.from(all, ({ category }) => category),
    ruleWeight: Int32Array.from(all, ({ rule }) => rule.weight),
    ruleEnd: Int32Array.from(all, ({ rule }) => (end += rule.when.length)),
    conditionFeature: Int32Array.from(conditions, ([feature]) => indexOf(featureIndex, feature)),
    conditionLeast: Int32Array.from(conditions, ([, least]) => least),
    conditionGreatest: Int32Array.from(conditions, ([, , greatest]) => greatest ?? greatestInteger),
  };
}

function indexOf(featureIndex: ReadonlyMap<string, number>, feature: string): number {
  const index = featureIndex.get(feature);
  if (index === undefined) throw new TypeError(`The rules name no such feature: ${feature}`);
  return index;
}
