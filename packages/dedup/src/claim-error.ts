import { CorpusError, writeErrorOf } from '@llamaforge/schema';
import { explainSqliteError, type DatabaseWords } from './explain-sqlite-error.ts';

/** Another process works with the claims at `path`: two at a time would take the same rows. */
export function claimsBusyError(path: string, cause: Error): CorpusError {
  return new CorpusError(
    `Another profile --exclusive is running on the claims in ${path}. Wait for it to end, then run again.`,
    { cause },
  );
}

/** Turns what SQLite or the system says of a file of claims into what the user can do; gives any other error back as it is. */
export function explainClaimError(error: unknown, path: string): unknown {
  return explainSqliteError(writeErrorOf(error, path), path, claimWords);
}

const claimWords: DatabaseWords = {
  name: 'the file of claims',
  orElsewhere: '',
  mend: 'Move it away, then build the mixes anew with --exclusive, in the order in which they may choose.',
  busy: claimsBusyError,
};
