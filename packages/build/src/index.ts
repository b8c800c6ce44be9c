export {
  type FetchContext,
  type FetchedSource,
  type FetchPlan,
  type FetchProgress,
  type FetchResult,
} from './fetch/fetch-options.ts';
export { fetchSources } from './fetch/fetch-sources.ts';
export { planFetch, type FetchRequest } from './fetch/plan-fetch.ts';
export { listCards, type CardListing } from './fetch/list-cards.ts';
export { listSources, type SourceListing } from './list-sources.ts';
export { mergeCorpus, type MergeResult } from './merge-corpus.ts';
export {
  type MergeContext,
  type MergePaths,
  type MergePlan,
  type MemoryUse,
  type MergeProgress,
  type OnDamage,
  type SourceSettings,
  type SourceSpec,
} from './merge-options.ts';
export {
  normalizeStream,
  type NormalizeCounts,
  type NormalizeRequest,
} from './normalize-stream.ts';
export { normalizeRows, type NormalizedLine, type NormalizeOptions } from './normalize-rows.ts';
export { planMerge, type MergeRequest } from './plan-merge.ts';
export { readRecipe } from './read-recipe.ts';
export { recipeJsonSchema, type Recipe } from './recipe-schema.ts';
export { balanceCorpus, type BalancePlan } from './selection/balance-corpus.ts';
export { buildProfile, type ProfilePlan, type SelectionResult } from './selection/build-profile.ts';
export { listOtherClaims, listProfiles, type ProfileListing } from './selection/list-profiles.ts';
export { releaseProfile, type ReleasedProfile } from './selection/release-profile.ts';
export { orderCurriculum, type CurriculumOrderPlan } from './selection/order-curriculum.ts';
export { planBalance, type BalancePlanRequest } from './selection/plan-balance.ts';
export {
  planCurriculumOrder,
  type CurriculumOrderRequest,
} from './selection/plan-curriculum-order.ts';
export { planProfile, type ProfileRequest } from './selection/plan-profile.ts';
export {
  type SelectionContext,
  type SelectionPaths,
  type SelectionPlan,
  type SelectionProgress,
} from './selection/selection-options.ts';
export { type Treatment } from './treatment/treatment.ts';
export { traceRow, type RowFate, type TracePlaces, type TraceResult } from './trace-row.ts';
