import { listClaims, releaseClaims } from './claims.ts';
import { planProfile, type ProfileRequest } from './plan-profile.ts';
import { planSelection } from './plan-selection.ts';

/** What a profile has given back. */
export interface ReleasedProfile {
  readonly profile: string;
  readonly released: readonly { readonly seed: number; readonly rows: number }[];
}

/**
 * Gives back what `--exclusive` took for a profile, with the request's seed or, without one, with every. The name is
 * enough, also of a profile whose file is gone; throws ConfigurationError where none of that name has taken anything or is there.
 */
export function releaseProfile(request: ProfileRequest): ReleasedProfile {
  const { stateFolder } = planSelection(request, 'profile').paths;
  const hasTaken = listClaims(stateFolder).some(({ profile }) => profile === request.profile);
  const profile = hasTaken ? request.profile : planProfile(request).profile.name;
  return { profile, released: releaseClaims(stateFolder, { profile, seed: request.seed }) };
}
