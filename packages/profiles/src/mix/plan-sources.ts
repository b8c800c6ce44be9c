import { NO_BUCKET } from './assigned-buckets.ts';
import type { Bucket } from './bucket.ts';
import type { SourcePlan } from './mix-plan.ts';
import type { Profile } from './profile-schema.ts';

/** Rows at `source * buckets + bucket`, counted from what `assignedBuckets` gave and caps and quotas left of it. */
export function countCells(
  assigned: Int8Array,
  sources: Int16Array,
  size: { readonly sources: number; readonly buckets: number },
): Float64Array {
  const counts = new Float64Array(size.sources * size.buckets);
  for (let row = 0; row < assigned.length; row += 1) {
    const bucket = assigned[row] ?? NO_BUCKET;
    if (bucket === NO_BUCKET) continue;
    const cell = (sources[row] ?? 0) * size.buckets + bucket;
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  return counts;
}

/** What `countCells` counted before and after the quotas. */
export interface SourceCounts {
  readonly weighted: readonly Bucket[];
  readonly candidates: Float64Array;
  readonly got: Float64Array;
}

/** What became of each listed source, in the profile's order. */
export function planSources(
  listed: NonNullable<Profile['sources']>,
  { weighted, candidates, got }: SourceCounts,
): SourcePlan[] {
  return listed.map(({ name, bucket, cap }, source) => {
    const from = source * weighted.length;
    const cells = got.subarray(from, from + weighted.length);
    return {
      name,
      bucket,
      cap,
      candidates: sum(candidates.subarray(from, from + weighted.length)),
      got: sum(cells),
      gotByBucket: Object.fromEntries(
        weighted
          .map((of, index) => [of, cells[index] ?? 0] as const)
          .filter(([, count]) => count !== 0),
      ),
    };
  });
}

function sum(counts: Float64Array): number {
  return counts.reduce((total, count) => total + count, 0);
}
