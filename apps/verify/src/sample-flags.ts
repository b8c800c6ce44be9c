import { type SampleWanted } from './row-sample.ts';
import { UsageError } from './usage-error.ts';

/** What `--sample` and `--seed` ask for; undefined for all rows. Throws UsageError where one is no number that it may be. */
export function parseSampleFlags(words: {
  readonly sample: string;
  readonly seed: string;
}): SampleWanted | undefined {
  const seed = parseCount(words.seed, {
    least: 0,
    refusal: '--seed is a whole number from 0',
  });
  if (words.sample === 'all') return undefined;
  const rows = parseCount(words.sample, {
    least: 1,
    refusal: '--sample is a whole number of rows above 0, or all',
  });
  return { rows, seed };
}

function parseCount(
  word: string,
  { least, refusal }: { readonly least: number; readonly refusal: string },
): number {
  const count = Number(word);
  if (/^\d+$/u.test(word) && Number.isSafeInteger(count) && count >= least) return count;
  throw new UsageError(`${refusal}, not ${JSON.stringify(word)}.`);
}
