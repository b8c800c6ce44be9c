import type { RejectReason } from '@llamaforge/schema';

/** Kept rows by column, ascending by digest; arrays may be longer than `count`, and views of shared memory. */
export interface KeptRows {
  readonly count: number;
  /** 20 bytes a row */
  readonly digests: Uint8Array;
  readonly files: Uint32Array;
  readonly lines: Uint32Array;
  /** as `addLabel` gave them */
  readonly labels: Uint32Array;
}

/** Further holders by column, ascending by digest, file, line and part; arrays as of `KeptRows`. */
export interface HeldRows {
  readonly count: number;
  /** 20 bytes a row */
  readonly digests: Uint8Array;
  readonly files: Uint32Array;
  readonly lines: Uint32Array;
  readonly parts: Uint32Array;
}

/** Rejected rows by column, ascending by file, line and part; arrays as of `KeptRows`. */
export interface RejectedRows {
  readonly count: number;
  readonly files: Uint32Array;
  readonly lines: Uint32Array;
  readonly parts: Uint32Array;
  /** positions in `reasonNames` */
  readonly reasons: ArrayLike<number>;
  readonly reasonNames: readonly RejectReason[];
}

/** How many different digests two files both hold; `first` is the smaller number. */
export interface FileOverlap {
  readonly first: number;
  readonly second: number;
  readonly digests: number;
}
