export type { BalanceLimit } from './balance/balance-limit.ts';
export { chooseBalanced, type CategorizedRows } from './balance/choose-balanced.ts';
export { parseShares } from './balance/parse-shares.ts';
export { shareLabels, type ShareTargets } from './balance/share-targets.ts';
export { writeShare } from './balance/write-share.ts';
export {
  solveBalance,
  usualMaxShare,
  type Balance,
  type BalanceRequest,
} from './balance/solve-balance.ts';
export { cardJsonSchema, cardSchema, type Card } from './card-schema.ts';
export { defaultPhases, type CurriculumPhase } from './curriculum/default-phases.ts';
export { entropyGains, outputEntropy } from './curriculum/output-entropy.ts';
export { parsePhases, phasesSchema } from './curriculum/parse-phases.ts';
export {
  planCurriculum,
  type CurriculumPlan,
  type CurriculumRequest,
  type CurriculumRows,
  type PlannedPhase,
} from './curriculum/plan-curriculum.ts';
export { folderOf } from './folder-of.ts';
export { isLicensedFor, licenseUses, type LicenseUse } from './is-licensed-for.ts';
export { licenseClasses, type LicenseClass } from './license-schema.ts';
export { bucketOfCategory } from './mix/bucket-of-category.ts';
export { buckets, type Bucket } from './mix/bucket.ts';
export { fillQuotas, type BucketDemand, type Quota } from './mix/fill-quotas.ts';
export { findSources, matchSources, type SourceMatcher } from './mix/match-sources.ts';
export type { BucketPlan, MixPlan, SourcePlan } from './mix/mix-plan.ts';
export type { MixRows } from './mix/mix-rows.ts';
export { parseProfile } from './mix/parse-profile.ts';
export { planMix, type MixRequest } from './mix/plan-mix.ts';
export { profileJsonSchema, profileSchema, type Profile } from './mix/profile-schema.ts';
export { parseCard } from './parse-card.ts';
export { isWithinShare, validationKey } from './selection/is-within-share.ts';
export { rankKey, rankPurposes, type RankPurpose, type Word64 } from './selection/rank-key.ts';
export { placesByRank } from './selection/places-by-rank.ts';
export { rankRows, type RankOptions } from './selection/rank-rows.ts';
export { Ranking } from './selection/ranking.ts';
export { sortByRank } from './selection/sort-by-rank.ts';
export { takeLowest } from './selection/take-lowest.ts';
export type { Words64 } from './selection/words64.ts';
