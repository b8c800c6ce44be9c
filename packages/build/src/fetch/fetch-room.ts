import type { Hub } from '@llamaforge/fetchers';
import type { FetchContext, FetchPlan } from './fetch-options.ts';
import type { LockKeeper } from './lock-keeper.ts';
import type { NormalizerPool } from './normalizer-pool.ts';

/** What all sources of one fetch share. */
export interface FetchRoom {
  readonly plan: FetchPlan;
  readonly context: FetchContext;
  readonly hub: Hub;
  readonly lock: LockKeeper;
  /** what was worth a word of each source when it was pinned, also where it failed later */
  readonly notes: Map<string, readonly string[]>;
  /** threads that normalise; without them the main thread does */
  readonly pool: NormalizerPool | undefined;
}
