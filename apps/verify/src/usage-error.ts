import { CorpusError, nearestName } from '@llamaforge/schema';

/** A command line that cannot be understood: one line that says what is allowed. */
export class UsageError extends CorpusError {
  override readonly name = 'UsageError';
}

/** Says that a word is none of the allowed ones, with the one it may be a slip of. */
export function makeSlipError(
  problem: { readonly what: string; readonly word: string },
  allowed: readonly string[],
): UsageError {
  const nearest = nearestName(problem.word, allowed);
  const guess = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
  return new UsageError(
    `There is no ${problem.what} ${JSON.stringify(problem.word)}.${guess} Allowed: ${allowed.join(', ')}.`,
  );
}
