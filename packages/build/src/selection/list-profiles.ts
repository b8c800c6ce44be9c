import { findSources, type Profile } from '@llamaforge/profiles';
import type { Manifest } from '@llamaforge/manifest';
import { listClaims } from './claims.ts';
import { planSelection, type SelectionRequest } from './plan-selection.ts';
import { readManifestOf } from './read-corpus.ts';
import { readProfiles } from './read-profiles.ts';

/** A profile, which of its sources the corpus has, and what it has taken for itself. */
export interface ProfileListing {
  readonly profile: Profile;
  /** names of its sources that the corpus has rows or files of; undefined where there is no corpus to ask, or it lists none */
  readonly sourcesThere: readonly string[] | undefined;
  readonly claims: readonly { readonly seed: number; readonly rows: number }[];
}

/** The profiles that can be asked for: a recipe's, then those that come with the product. */
export function listProfiles(request: SelectionRequest): ProfileListing[] {
  const { paths, recipe } = planSelection(request, 'profile');
  const manifest = readManifestOf(paths);
  const claims = listClaims(paths.stateFolder);
  return readProfiles(recipe?.content).map((profile) => ({
    profile,
    sourcesThere: manifest && namesThere(profile, manifest),
    claims: claims
      .filter((claim) => claim.profile === profile.name)
      .map(({ seed, rows }) => ({ seed, rows })),
  }));
}

/** What profiles that are not listed have taken: of a file, of another recipe, or gone. */
export function listOtherClaims(
  request: SelectionRequest,
  listings: readonly ProfileListing[],
): { readonly profile: string; readonly seed: number; readonly rows: number }[] {
  const listed = new Set(listings.map(({ profile }) => profile.name));
  return listClaims(planSelection(request, 'profile').paths.stateFolder)
    .filter(({ profile }) => !listed.has(profile))
    .map(({ profile, seed, rows }) => ({ profile, seed, rows }));
}

function namesThere({ sources }: Profile, manifest: Manifest): string[] | undefined {
  if (sources === undefined) return undefined;
  const paths = manifest.inputs.map(({ path }) => path);
  const there = findSources(sources, [...Object.keys(manifest.sources), ...paths]);
  return sources.filter((_, place) => there[place]).map(({ name }) => name);
}
