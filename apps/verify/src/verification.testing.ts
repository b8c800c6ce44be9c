import { type Reading } from './read-chunks.ts';
import { type CorpusVerification } from './verify-corpus.ts';

/** Reads to the end, and tells nobody. */
export const quietReading: Reading = {
  signal: new AbortController().signal,
  onProgress: () => undefined,
};

/** Each failed check with its sentences. */
export function failures({ checks }: CorpusVerification): Record<string, readonly string[]> {
  return Object.fromEntries(
    checks.flatMap((check) => (check.verdict === 'failed' ? [[check.name, check.problems]] : [])),
  );
}

/** Each skipped check with its reason. */
export function skipped({ checks }: CorpusVerification): Record<string, string> {
  return Object.fromEntries(
    checks.flatMap((check) => (check.verdict === 'skipped' ? [[check.name, check.reason]] : [])),
  );
}
