import { profileBuckets, type Category } from '@llamaforge/schema';

/** A part of a behaviour mix, as the weights of a profile name it. */
export type Bucket = (typeof profileBuckets)[Category];

/** Every bucket that a category's rows fall into, in the order in which plans and tables show them. */
export const buckets: readonly Bucket[] = [...new Set(Object.values(profileBuckets))];
