import { DatabaseBusyError } from '@llamaforge/schema';
import { claimsBusyError, explainClaimError } from './claim-error.ts';
import { takeMergeLock } from './merge-lock.ts';

/**
 * Takes the one place there is for a mix that claims rows, or throws CorpusError at once.
 * A killed process gives it up; call the result to release it.
 */
export function takeClaimLock(path: string): () => void {
  try {
    return takeMergeLock(path);
  } catch (error) {
    if (error instanceof DatabaseBusyError) throw claimsBusyError(path, error);
    throw explainClaimError(error, path);
  }
}
