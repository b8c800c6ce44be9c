import type { PhaseTimes } from '@llamaforge/kernel';
import type { WrittenPart } from '@llamaforge/shards';
import type { PackedError } from '../packed-error.ts';
import type { SharedBlock } from './index-blocks.ts';
import type { RejectedRowNumbers } from './merge-job.ts';
import type { SpilledRows } from './spill-file.ts';
import type { FileCounts } from './worker-tally.ts';

/** What a worker tells the main thread. */
export type WorkerReport =
  | { readonly kind: 'counts'; readonly fileNumber: number; readonly counts: FileCounts }
  /** once a file, by whoever had its last unit: {label, kept rows} one after the other */
  | { readonly kind: 'labels'; readonly fileNumber: number; readonly rows: Uint32Array }
  /** at the end: kept rows by length, `lengthFields` one after the other, and the longer ones as {field, length} */
  | {
      readonly kind: 'done';
      readonly phases: PhaseTimes;
      readonly lengths: Uint32Array;
      readonly longLengths: Uint32Array;
    }
  | FailureReport;

/** What the writer tells the main thread. */
export type WriterReport =
  | { readonly kind: 'rejected'; readonly rows: RejectedRowNumbers }
  /** a block of the corpus's index, which waits to be taken */
  | { readonly kind: 'index'; readonly block: SharedBlock }
  | {
      readonly kind: 'written';
      readonly phases: PhaseTimes;
      readonly corpus: WrittenPart;
      readonly rejects: WrittenPart;
      /** further holders, where they were asked for */
      readonly spilled: SpilledRows | undefined;
    }
  | { readonly kind: 'spilled'; readonly phases: PhaseTimes; readonly spilled: SpilledRows }
  | FailureReport;

/** Why a thread ended before its time. */
export interface FailureReport {
  readonly kind: 'failed';
  readonly reason: 'stopped' | 'table full' | 'beyond kernel' | 'error';
  readonly error: PackedError;
}
