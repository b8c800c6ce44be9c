import { claimDone, claimTableFull, seedCountAt, uniquesAt } from '../../src/layout';
import { enterDigest, noUnique } from './enter-digest';
import { setTurnField, turnField } from './fields';
import { digestBytes } from './slots';
import { beginTerms } from './terms';

/** Once, when the header is written; the memory of turn, labels and slots must be all zeros, as fresh memory is. */
export function beginTable(): void {
  beginTerms();
}

/**
 * Enters the digests of an older corpus, 20 bytes each, before any claim: records that have one of them are duplicates.
 * May be called several times; seeds are the first unique rows, one given twice counts once. `claimDone` or `claimTableFull`.
 */
export function seedDigests(source: usize, count: u32): u32 {
  const end = source + digestBytes * count;
  for (let digest = source; digest < end; digest += digestBytes) {
    if (enterDigest(digest) === noUnique) return claimTableFull;
  }
  setTurnField(seedCountAt, turnField(uniquesAt));
  return claimDone;
}
