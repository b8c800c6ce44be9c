import { beginTerms } from './terms';

/** Once, when the header is written; the memory of turn, labels and slots must be all zeros, as fresh memory is. */
export function beginTable(): void {
  beginTerms();
}
