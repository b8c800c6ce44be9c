import { type ProblemTally } from './problem-tally.ts';

/** What is checked, by name, as a sentence that holds where the check passes. */
export const checkSentences = {
  manifest: 'the manifest is there and fits its schema',
  ledger: 'every sum in the manifest holds',
  deduplication_rate: 'the rate is duplicates ÷ rows read',
  bounds: 'shapes, tags and overlap stay within the rows read',
  folders: 'every file stands in a category folder',
  utf8: 'every line is valid UTF-8',
  json: 'every line is a JSON object',
  line_ends: 'every line ends in LF, none is blank',
  keys: 'five string keys, in order, nothing else',
  filled: 'instruction, output and _source are not empty',
  trimmed: 'no value has blanks at its ends',
  well_formed: 'no value has a lone surrogate',
  known_category: 'every category is one of the twelve',
  folder_category: 'every category is the one of its folder',
  canonical: 'every line is compact JSON as we write it',
  dropped_tags: 'no row has a tag that was to be dropped',
  unique: 'no digest occurs twice, unless replayed',
  validation_prompts: 'no row of the corpus asks what one set aside asks',
  rows: 'the number of rows is the manifest’s',
  categories: 'rows per category are the manifest’s',
  sources: 'rows per source and category are the manifest’s',
  top_sources: 'the 30 largest sources are the manifest’s',
  lengths: 'min, median, p95 and max are the manifest’s',
  balance: 'shares and verdicts are the manifest’s',
  corpus_segments: 'bytes, rows, sha256 of each segment fit',
  validation_segments: 'bytes, rows, sha256 of the rows set aside fit',
  mix: 'buckets, sources and tags fit the rows and caps',
  balancing: 'rows per label fit, shares are within bounds',
  phases: 'phases stand where stated, with their rows',
  lock: 'every fetched file is as the lock says',
  inputs: 'every input is there, bytes and sha256 fit',
  rejects_lines: 'every rejected row is written as promised',
  rejects_counts: 'rejected rows per file and reason fit',
  rejects_segments: 'bytes, rows, sha256 of each segment fit',
  consumer_parquet: 'a Parquet file gives every row back',
  consumer_datasets: 'Hugging Face datasets loads every row',
  consumer_pandas: 'pandas loads every row',
  consumer_duckdb: 'DuckDB loads every row',
} as const;

export type CheckName = keyof typeof checkSentences;

/** One check's outcome; `problems` are the first of `problemCount` sentences, `skipped` says why there are none. */
export type Check =
  | { readonly name: CheckName; readonly verdict: 'passed' }
  | {
      readonly name: CheckName;
      readonly verdict: 'failed';
      readonly problemCount: number;
      readonly problems: readonly string[];
    }
  | { readonly name: CheckName; readonly verdict: 'skipped'; readonly reason: string };

/** Passed where the tally is empty, failed with its sentences where it is not. */
export function judgeTally(name: CheckName, tally: ProblemTally): Check {
  if (tally.count === 0) return { name, verdict: 'passed' };
  return { name, verdict: 'failed', problemCount: tally.count, problems: tally.examples };
}

/** Made unless there is a reason against it. */
export function judgeUnless(
  reason: string | undefined,
  name: CheckName,
  find: () => ProblemTally,
): Check {
  return reason === undefined ? judgeTally(name, find()) : skipCheck(name, reason);
}

/** A check that cannot be made, and why. */
export function skipCheck(name: CheckName, reason: string): Check {
  return { name, verdict: 'skipped', reason };
}
