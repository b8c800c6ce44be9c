export { takeClaimLock } from './claim-lock.ts';
export {
  ClaimTable,
  type ClaimedRows,
  type ClaimEntry,
  type ClaimKey,
  type ClaimRequest,
} from './claim-table.ts';
export { readDatabaseOwner } from './database-owner.ts';
export { type DigestPrefixes } from './digest-prefixes.ts';
export { dumpHashTable } from './dump-hash-table.ts';
export { explainSqliteError } from './explain-sqlite-error.ts';
export { type FileEntry } from './generation-books.ts';
export { HashTable } from './hash-table.ts';
export {
  HolderReader,
  type HolderRequest,
  type HolderVisitor,
  type NumberedFile,
} from './holder-reader.ts';
export { takeMergeLock, withFileLock } from './merge-lock.ts';
export { type OldDigests } from './old-digests.ts';
export { OverlapCounter } from './overlap-counter.ts';
export { RowFinder, type KeptRow, type RowFate, type RowPlace } from './row-finder.ts';
export {
  type FileOverlap,
  type HeldRows,
  type KeptRows,
  type RejectedRows,
} from './sorted-rows.ts';
export { type TableFiller } from './table-filler.ts';
export { type TableLoader } from './table-loader.ts';
export { type AccountedFile, type LabelCount, type TableReader } from './table-reader.ts';
export {
  type GenerationFiles,
  type Place,
  type RowLabel,
  type WrittenSegment,
} from './table-entry.ts';
