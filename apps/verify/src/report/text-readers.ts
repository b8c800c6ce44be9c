import { loadLanguageOf, type LanguageOf } from '@llamaforge/quality';
import { type TextReaders } from './row-sums.ts';
import { estimateTokens, readTokenizer } from './token-counter.ts';
import { type WalkPlan } from './walk-plan.ts';

/** Loads what a plan needs to look into texts: the detector of languages, and the tokenizer if there is one. */
export async function loadTextReaders({ sample, tokenizer }: WalkPlan): Promise<TextReaders> {
  return {
    languageOf: sample.languageRowsWanted > 0 ? rememberLast(await loadLanguageOf()) : undefined,
    countTokens: tokenizer === undefined ? estimateTokens : await readTokenizer(tokenizer),
  };
}

// A row is asked for by its answer and its question, each more than once.
const REMEMBERED = 2;

/** The same answers, without looking again at the last texts. */
function rememberLast(languageOf: LanguageOf): LanguageOf {
  const last: { readonly text: string; readonly language: string | undefined }[] = [];
  return (text) => {
    const known = last.find((told) => told.text === text);
    if (known !== undefined) return known.language;
    const language = languageOf(text);
    last.push({ text, language });
    if (last.length > REMEMBERED) last.shift();
    return language;
  };
}
