export { adaptGroup } from './adapt-group.ts';
export { adaptRow } from './adapt-row.ts';
export type { AdaptedRow } from './adapted-row.ts';
export { categoryByRules, contentFeatures } from './content-rules/category-by-rules.ts';
export { rulesTables, type RulesTables } from './content-rules/rules-tables.ts';
export {
  decideCategory,
  type CategoryDecision,
  type CategoryEvidence,
  type CategoryWay,
} from './decide-category.ts';
export { createFileVote, type FileVote } from './file-vote.ts';
export {
  adaptPreference,
  preferencePair,
  type AdaptedPreference,
  type NoPair,
  type PreferencePair,
} from './preference-pair.ts';
export { scalarAt } from './scalar-at.ts';
export { readRowTags, type RowTags } from './row-tags.ts';
export { unanswerableOutput } from './shapes/squad.ts';
