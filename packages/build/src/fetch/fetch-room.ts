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
  /** threads that normalise; without them the main thread does */
  readonly pool: NormalizerPool | undefined;
}
