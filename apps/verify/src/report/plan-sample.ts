import { estimateRows } from './row-estimate.ts';
import { type SamplePlan } from './row-sums.ts';
import { type WalkedFile } from './walk-plan.ts';

// To tell a language takes as long as to look at some 50 rows otherwise, and to run a tokenizer as long as at 20.
const LANGUAGE_ROWS = 5000;
const TOKENIZER_ROWS = 20_000;

/**
 * Which rows of the files are looked at closely. Every row is where `sampleRows` is undefined, its tokens too; its
 * language is looked at in 5,000 rows at most.
 */
export async function planSample(
  files: readonly WalkedFile[],
  {
    sampleRows,
    seed,
    hasTokenizer,
  }: {
    readonly sampleRows: number | undefined;
    readonly seed: number;
    readonly hasTokenizer: boolean;
  },
): Promise<SamplePlan> {
  const rowsWanted = sampleRows ?? Infinity;
  const isBound = hasTokenizer && sampleRows !== undefined;
  return {
    seed,
    rowsInAll: await estimateRows(files),
    rowsWanted,
    languageRowsWanted: Math.min(rowsWanted, LANGUAGE_ROWS),
    tokenRowsWanted: isBound ? Math.min(rowsWanted, TOKENIZER_ROWS) : rowsWanted,
  };
}
