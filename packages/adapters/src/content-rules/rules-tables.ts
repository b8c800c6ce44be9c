import { categories } from '@llamaforge/schema';
import { compiledRules } from './compile-rules.ts';
import { endMarks, maxFieldBytes, maxQuotedBytes, measures } from './pattern-language.ts';
import { thresholds } from './rules.ts';
import type { Signal } from './signal.ts';
import { signals } from './signals.ts';

/** The content rules as plain data: all that an engine needs that decides over bytes as `categoryByRules` does. */
export interface RulesTables {
  readonly maxFieldBytes: number;
  readonly maxQuotedBytes: number;
  readonly endMarks: readonly string[];
  /** least score that decides a row */
  readonly decideAt: number;
  /** of one scope: the measures, then a feature for each signal; the scopes are instruction, input, output, prompt */
  readonly measures: readonly string[];
  readonly signals: readonly Signal[];
  /** of each category that has rules, its place in schema's `categories` */
  readonly categories: readonly number[];
  /** the place in `categories` above of a rule's category, its weight, and the end (exclusive) of its conditions */
  readonly ruleCategory: Int32Array;
  readonly ruleWeight: Int32Array;
  readonly ruleEnd: Int32Array;
  readonly conditionFeature: Int32Array;
  readonly conditionLeast: Int32Array;
  readonly conditionGreatest: Int32Array;
  /** the place in schema's `categories` of what a row gets for which nothing speaks */
  readonly defaultCategory: number;
}

/** Gives the rules as data, for a kernel to lay out; costs what compiling them costs, once. */
export function rulesTables(): RulesTables {
  const compiled = compiledRules();
  return {
    maxFieldBytes,
    maxQuotedBytes,
    endMarks,
    decideAt: thresholds.decideAt,
    measures,
    signals: Object.values(signals),
    categories: compiled.categories.map((category) => categories.indexOf(category)),
    ruleCategory: compiled.ruleCategory,
    ruleWeight: compiled.ruleWeight,
    ruleEnd: compiled.ruleEnd,
    conditionFeature: compiled.conditionFeature,
    conditionLeast: compiled.conditionLeast,
    conditionGreatest: compiled.conditionGreatest,
    defaultCategory: categories.indexOf('instruction'),
  };
}
