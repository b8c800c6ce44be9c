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
export { categoryNameSchema } from './category-name.ts';
export {
  ChangedFileError,
  ConfigurationError,
  CorpusError,
  DamagedFileError,
  DatabaseBusyError,
  FileAccessError,
} from './corpus-error.ts';
export { describeZodIssue } from './describe-zod-issue.ts';
export {
  canonicalExact,
  canonicalRendered,
  digestKeys,
  digestOf,
  type DigestKey,
} from './digest.ts';
export { nearestName } from './nearest-name.ts';
export {
  parseTemplate,
  templateFilters,
  type ParsedTemplate,
  type TemplateFilter,
  type TemplatePart,
} from './parse-template.ts';
export {
  jsonText,
  recordKeys,
  recordSchema,
  writeRecordLine,
  type CorpusRecord,
  type RecordText,
} from './record.ts';
export { digestOfLine, outputOfLine, promptDigestOfLine } from './record-line.ts';
export {
  rejectReasons,
  namedRejectReasons,
  rejectReasonSchema,
  type NamedRejectReason,
  type RejectReason,
} from './reject-reason.ts';
export {
  cleanerNames,
  columnsSchema,
  groupSchema,
  rowMappingSchema,
  templateSchema,
  type CleanerName,
  type Columns,
  type GroupMapping,
  type RowMapping,
  type Template,
} from './row-mapping.ts';
export { rowShapes, shapeNames, type RowShape, type ShapeName } from './row-shape.ts';
export {
  foldTurns,
  speakers,
  unfoldTurns,
  type FoldedDialogue,
  type Speaker,
  type Turn,
} from './transcript.ts';
export { usualShares } from './usual-shares.ts';
export { describeUsage, UsageError, type UsageNames } from './usage-error.ts';
