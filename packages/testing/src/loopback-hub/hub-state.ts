import { type RangeHeaders } from './answer.ts';
import { type HubRepository } from './hub-repository.ts';

/** What the hub knows when it answers. */
export interface HubState {
  readonly repositories: ReadonlyMap<string, HubRepository>;
  readonly renames: Readonly<Record<string, string>>;
  /** Tokens with access to gated and private repositories. */
  readonly tokens: readonly string[];
  /** Entries on one page of a tree. */
  readonly pageEntries: number;
  readonly endpoint: string;
  readonly contentEndpoint: string;
}

/** A request as the answers need it; `path` is still encoded, with its query. */
export interface AskedRequest extends RangeHeaders {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly accept: string;
}

/** Whether a request's token opens what is gated or private. */
export function hasAccess(state: HubState, { authorization }: AskedRequest): boolean {
  return state.tokens.some((token) => authorization === `Bearer ${token}`);
}
