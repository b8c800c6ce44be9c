import { CorpusError } from '@llamaforge/schema';
import { readDatabaseOwner } from './database-owner.ts';

/** Throws CorpusError where there is no hash table at `path`, it is not ours, or it has another layout. */
export function refuseForeignTable(path: string): void {
  switch (readDatabaseOwner(path)) {
    case 'absent':
      throw new CorpusError(
        `There is no hash table at ${path}. Run a merge first, or name another with --database.`,
      );
    case 'foreign':
      throw new CorpusError(
        `${path} is not a hash table of ours. Name another file with --database.`,
      );
    case 'other_layout':
      throw new CorpusError(
        `${path} was written by another version. Merge anew, without --append.`,
      );
    case 'ours':
  }
}
