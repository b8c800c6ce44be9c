export { adaptRow, type AdaptedRow, type RowMapping } from './adapt-row.ts';
export { categoryByRules } from './content-rules/category-by-rules.ts';
export {
  decideCategory,
  type CategoryDecision,
  type CategoryEvidence,
  type CategoryWay,
} from './decide-category.ts';
export { createFileVote, type FileVote } from './file-vote.ts';
export { type Columns } from './mapped-columns.ts';
export { readRowTags, type RowTags } from './row-tags.ts';
export { shapeNames, type RowShape, type ShapeName } from './shape-names.ts';
