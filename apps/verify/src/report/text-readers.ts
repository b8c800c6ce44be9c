import { loadLanguageOf } from '@llamaforge/quality';
import { type TextReaders } from './row-sums.ts';
import { estimateTokens, readTokenizer } from './token-counter.ts';
import { type WalkPlan } from './walk-plan.ts';

/** Loads what a plan needs to look into texts: the detector of languages, and the tokenizer if there is one. */
export async function loadTextReaders({ sample, tokenizer }: WalkPlan): Promise<TextReaders> {
  return {
    languageOf: sample.languageRowsWanted > 0 ? await loadLanguageOf() : undefined,
    countTokens: tokenizer === undefined ? estimateTokens : await readTokenizer(tokenizer),
  };
}
