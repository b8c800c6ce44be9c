import { rankRows } from '../selection/rank-rows.ts';
import { takeLowest } from '../selection/take-lowest.ts';
import type { Words64 } from '../selection/words64.ts';
import { assignedBuckets, NO_BUCKET } from './assigned-buckets.ts';
import { buckets } from './bucket.ts';
import { fillQuotas } from './fill-quotas.ts';
import type { MixPlan } from './mix-plan.ts';
import type { MixRows } from './mix-rows.ts';
import { countCells, planSources } from './plan-sources.ts';
import type { Profile } from './profile-schema.ts';
import { rowsByGroup } from './rows-by-group.ts';

/** What is asked of a mix. */
export interface MixRequest {
  readonly profile: Profile;
  /** The most rows it may have, a whole number from 0. */
  readonly maxTotal: number;
  /** A whole number from 0 to 2^53 - 1. */
  readonly seed: number;
}

/**
 * Chooses a mix's rows: a source with a cap keeps its lowest ranks among the rows whose bucket has a weight, quotas
 * follow from what is left, and each bucket takes its lowest ranks. Depends on the set of rows and the seed, not on the
 * rows' order. Throws ConfigurationError where shares and counts alone exceed `maxTotal`. Holds about 5 bytes a row beside its
 * arguments, and 12 for each row of the largest bucket.
 */
export function planMix(rows: MixRows, { profile, maxTotal, seed }: MixRequest): MixPlan {
  const asked = buckets.flatMap((bucket) => {
    const weight = profile.weights[bucket];
    return weight === undefined ? [] : [{ bucket, asked: weight }];
  });
  const weighted = asked.map(({ bucket }) => bucket);
  const listed = profile.sources ?? [];
  const size = { sources: Math.max(1, listed.length), buckets: weighted.length };
  const choice = {
    assigned: assignedBuckets(rows, profile, weighted),
    prefixes: rows.prefixes,
    seed,
  };
  applyCaps(choice, rows.sources, listed);
  const candidates = countCells(choice.assigned, rows.sources, size);
  const plans = fillBuckets(choice, asked, maxTotal);
  const chosen = rowsIn(choice.assigned);
  const got = countCells(choice.assigned, rows.sources, size);
  return {
    chosen,
    total: chosen.length,
    buckets: plans,
    sources: planSources(listed, { weighted, candidates, got }),
  };
}

/** Rows still in a bucket, and what ranks them. */
interface Choice {
  readonly assigned: Int8Array;
  readonly prefixes: Words64;
  readonly seed: number;
}

/** Takes the rows beyond each source's cap out of their buckets. */
function applyCaps(
  choice: Choice,
  sources: Int16Array,
  listed: readonly { readonly cap?: number | undefined }[],
): void {
  const caps = listed.map(({ cap }) => cap);
  if (caps.every((cap) => cap === undefined)) return;
  const { assigned } = choice;
  const groups = rowsByGroup(assigned.length, caps.length, (row) => {
    const source = sources[row] ?? -1;
    return assigned[row] === NO_BUCKET || caps[source] === undefined ? -1 : source;
  });
  for (const [source, group] of groups.entries()) keepLowest(choice, group, caps[source] ?? 0);
}

type Asked = Pick<MixPlan['buckets'][number], 'bucket'> & { readonly asked: number | string };

/** Takes the rows beyond each bucket's quota out of it. */
function fillBuckets(
  choice: Choice,
  asked: readonly Asked[],
  maxTotal: number,
): MixPlan['buckets'] {
  const { assigned } = choice;
  const groups = rowsByGroup(assigned.length, asked.length, (row) => assigned[row] ?? NO_BUCKET);
  const demands = asked.map((one, place) => ({ ...one, available: groups[place]?.length ?? 0 }));
  const quotas = fillQuotas(demands, maxTotal);
  for (const [place, group] of groups.entries()) {
    keepLowest(choice, group, quotas[place]?.got ?? 0);
  }
  return demands.map((demand, place) => ({
    bucket: demand.bucket,
    asked: String(demand.asked).trim(),
    wanted: quotas[place]?.wanted ?? 0,
    got: quotas[place]?.got ?? 0,
    available: demand.available,
  }));
}

/** Takes all of `group`, which ascends, but the `count` lowest ranks out of their buckets. */
function keepLowest({ assigned, prefixes, seed }: Choice, group: Uint32Array, count: number): void {
  if (group.length <= count) return;
  const ranks = rankRows(prefixes, { seed, purpose: 'choice', rows: group });
  const kept = takeLowest(group, ranks, count);
  let next = 0;
  for (const row of group) {
    if (row === kept[next]) next += 1;
    else assigned[row] = NO_BUCKET;
  }
}

function rowsIn(assigned: Int8Array): Uint32Array {
  const [rows] = rowsByGroup(assigned.length, 1, (row) => (assigned[row] === NO_BUCKET ? -1 : 0));
  return rows ?? new Uint32Array();
}
