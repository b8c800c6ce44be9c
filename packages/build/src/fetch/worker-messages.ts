import type { PackedError } from '../packed-error.ts';
import type { NormalizedBatch, NormalizeJob } from './batch-normalizer.ts';
import type { NormalizeTask } from './normalize-task.ts';

/** What a worker is told; a job is sent with its first task alone. */
export interface WorkerOrder {
  readonly id: number;
  readonly task: NormalizeTask;
  readonly jobId: number;
  readonly job?: NormalizeJob;
}

/** What a worker answers to the order with this id; before the first, that it is ready. */
export type WorkerAnswer =
  | { readonly isReady: true }
  | { readonly id: number; readonly batch: NormalizedBatch }
  | { readonly id: number; readonly error: PackedError };
