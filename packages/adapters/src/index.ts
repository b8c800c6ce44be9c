export { adaptRow, type AdaptedRow } from './adapt-row.ts';
export { categoryByRules } from './content-rules/category-by-rules.ts';
export {
  decideCategory,
  type CategoryDecision,
  type CategoryEvidence,
  type CategoryWay,
} from './decide-category.ts';
export { createFileVote, type FileVote } from './file-vote.ts';
export { readRowTags, type RowTags } from './row-tags.ts';
