export { judgeBalance, type TargetShares } from './balance.ts';
export {
  addCounts,
  addLedgers,
  countRejected,
  deduplicationRate,
  emptyLedger,
  findLedgerProblems,
} from './ledger.ts';
export { summarizeLengths } from './lengths.ts';
export {
  fileAccountSchema,
  type BalanceEntry,
  type FileAccount,
  type IgnoredFile,
  type Ledger,
  type Lengths,
  type Manifest,
  type ManifestInput,
  type ManifestOutput,
  type Segment,
} from './manifest-schema.ts';
export {
  manifestJsonSchema,
  parseManifestText,
  startsLikeManifest,
  writeManifestText,
} from './manifest-text.ts';
export {
  type BalancingSelection,
  type MixSelection,
  type OrderSelection,
  type Selection,
} from './selection-schema.ts';
