import { indexedTags, isQualityTag } from '@llamaforge/quality';
import { ConfigurationError, nearestName, UsageError } from '@llamaforge/schema';
import type { ProfilePlan } from './build-profile.ts';
import { planSelection, settlePaths, type SelectionRequest } from './plan-selection.ts';
import { readProfile } from './read-profiles.ts';

/** What a user asks of a behaviour mix. */
export interface ProfileRequest extends SelectionRequest {
  /** a name, or the path of a .json or .yaml file */
  readonly profile: string;
  readonly maxTotal?: number | undefined;
  readonly exclusive?: boolean | undefined;
  /** quality tags to drop, beside those that the profile drops */
  readonly drop?: readonly string[] | undefined;
}

// Where neither the profile nor the user says: what a fine-tuning run of a few days takes.
const usualMaxTotal = 1_000_000;

/** Settles a request: flags win over the profile. Throws ConfigurationError for a profile that is not there or has problems, UsageError for a total that is none. */
export function planProfile(request: ProfileRequest): ProfilePlan {
  refuseTotal(request.maxTotal);
  const asked = planSelection(request, 'profile');
  const { workingFolder } = request;
  const found = readProfile(request.profile, { recipe: asked.recipe?.content, workingFolder });
  const drop = [...new Set([...(found.drop ?? []), ...(request.drop ?? [])])];
  const unknown = drop.filter((tag) => !indexedTags.some((known) => known === tag));
  if (unknown.length > 0) throw new ConfigurationError('Tags to drop', unknown.map(describeTag));
  return {
    ...asked,
    paths: settlePaths(request, found.name),
    profile: drop.length === 0 ? found : { ...found, drop },
    maxTotal: request.maxTotal ?? found.max_total ?? usualMaxTotal,
    exclusive: request.exclusive ?? false,
  };
}

function refuseTotal(maxTotal: number | undefined): void {
  if (maxTotal === undefined || (Number.isSafeInteger(maxTotal) && maxTotal > 0)) return;
  throw new UsageError(`--max-total must be a whole number, 1 or more; ${String(maxTotal)} is not`);
}

function describeTag(tag: string): string {
  if (isQualityTag(tag)) {
    return `${tag}: a mix drops ${indexedTags.join(', ')} alone; drop these with \`merge --drop ${tag}\``;
  }
  const nearest = nearestName(tag, indexedTags);
  return nearest === undefined
    ? `${tag}: no tag; there is ${indexedTags.join(', ')}`
    : `${tag}: no tag; did you mean ${nearest}?`;
}
