export { readErrorOf, writeErrorOf } from './access-error.ts';
export {
  categories,
  categoryAliases,
  categoryLabels,
  categoryOfTag,
  expansionFolders,
  profileBuckets,
  type Category,
  type CategoryLabel,
} from './category.ts';
export {
  ChangedFileError,
  ConfigurationError,
  CorpusError,
  DamagedFileError,
  DatabaseBusyError,
  FileAccessError,
} from './corpus-error.ts';
export {
  canonicalExact,
  canonicalRendered,
  digestKeys,
  digestOf,
  type DigestKey,
} from './digest.ts';
export { nearestName } from './nearest-name.ts';
export {
  recordKeys,
  recordSchema,
  writeRecordLine,
  type CorpusRecord,
  type RecordText,
} from './record.ts';
export {
  rejectReasons,
  rejectReasonSchema,
  type NamedRejectReason,
  type RejectReason,
} from './reject-reason.ts';
export {
  cleanerNames,
  columnsSchema,
  groupSchema,
  rowMappingSchema,
  templateFilters,
  templateSchema,
  type CleanerName,
  type Columns,
  type GroupMapping,
  type RowMapping,
  type Template,
  type TemplateFilter,
} from './row-mapping.ts';
export { shapeNames, type RowShape, type ShapeName } from './row-shape.ts';
export {
  foldTurns,
  speakers,
  unfoldTurns,
  type FoldedDialogue,
  type Speaker,
  type Turn,
} from './transcript.ts';
export { describeUsage, UsageError, type UsageNames } from './usage-error.ts';
