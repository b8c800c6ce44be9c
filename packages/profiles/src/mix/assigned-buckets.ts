import { categories } from '@llamaforge/schema';
import { bucketOfCategory } from './bucket-of-category.ts';
import type { Bucket } from './bucket.ts';
import type { MixRows } from './mix-rows.ts';
import type { Profile } from './profile-schema.ts';

/** Marks a row that no bucket may take. */
export const NO_BUCKET = -1;

/**
 * For each row the place in `weighted` of the bucket it can go to: its source's, else its category's. NO_BUCKET for a row
 * that is barred, is of no listed source, or falls into a bucket that is not weighted.
 */
export function assignedBuckets(
  rows: MixRows,
  profile: Pick<Profile, 'sources' | 'buckets'>,
  weighted: readonly Bucket[],
): Int8Array {
  const byCategory = categories.map((category) => bucketOfCategory(profile, category));
  const sources = profile.sources?.map(({ bucket }) => bucket) ?? [undefined];
  const places = Int8Array.from(
    sources.flatMap((bucket) => byCategory.map((other) => weighted.indexOf(bucket ?? other))),
  );
  const assigned = new Int8Array(rows.categories.length).fill(NO_BUCKET);
  for (let row = 0; row < assigned.length; row += 1) {
    const source = rows.sources[row] ?? -1;
    if (source < 0 || rows.barred?.[row] === 1) continue;
    const cell = source * categories.length + (rows.categories[row] ?? 0);
    assigned[row] = places[cell] ?? NO_BUCKET;
  }
  return assigned;
}
