import { UsageError } from './usage-error.ts';

/** What `--sample` and `--seed` ask for; no rows are all of them. */
export interface SampleFlags {
  readonly rows: number | undefined;
  readonly seed: number;
}

/** Reads both flags; throws UsageError where one is no number that it may be. */
export function parseSampleFlags(words: {
  readonly sample: string;
  readonly seed: string;
}): SampleFlags {
  const rows = { least: 1, refusal: '--sample is a whole number of rows above 0, or all' };
  const seed = { least: 0, refusal: '--seed is a whole number from 0' };
  return {
    rows: words.sample === 'all' ? undefined : parseCount(words.sample, rows),
    seed: parseCount(words.seed, seed),
  };
}

function parseCount(
  word: string,
  { least, refusal }: { readonly least: number; readonly refusal: string },
): number {
  const count = Number(word);
  if (/^\d+$/u.test(word) && Number.isSafeInteger(count) && count >= least) return count;
  throw new UsageError(`${refusal}, not ${JSON.stringify(word)}.`);
}
