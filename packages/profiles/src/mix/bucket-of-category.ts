import { categoryOfTag, profileBuckets, type Category } from '@llamaforge/schema';
import type { Bucket } from './bucket.ts';
import type { Profile } from './profile-schema.ts';

/** The bucket that a profile's rows of a category fall into where their source names none: its own, else DESIGN's. */
export function bucketOfCategory(profile: Pick<Profile, 'buckets'>, category: Category): Bucket {
  const own = Object.entries(profile.buckets ?? {}).find(
    ([tag]) => categoryOfTag(tag) === category,
  );
  return own?.[1] ?? profileBuckets[category];
}
