import type { Bucket } from './bucket.ts';

/** Rows of a bucket: asked as the profile writes it, wanted before others passed on what they lack, got, and there to choose from. */
export interface BucketPlan {
  readonly bucket: Bucket;
  readonly asked: string;
  readonly wanted: number;
  readonly got: number;
  readonly available: number;
}

/** Rows of a listed source: those left by its cap in buckets that the profile has, and those in the mix. */
export interface SourcePlan {
  readonly name: string;
  readonly bucket: Bucket | undefined;
  readonly cap: number | undefined;
  readonly candidates: number;
  readonly got: number;
  /** Without the buckets that got none of its rows. */
  readonly gotByBucket: Readonly<Partial<Record<Bucket, number>>>;
}

/** Which rows a mix has, by ascending row number, and what became of each bucket and each listed source. */
export interface MixPlan {
  readonly chosen: Uint32Array;
  /** Rows chosen. */
  readonly total: number;
  readonly buckets: readonly BucketPlan[];
  /** Empty where the profile lists none. */
  readonly sources: readonly SourcePlan[];
}
