import { StoppedError } from '@llamaforge/kernel';
import { packError } from '../packed-error.ts';
import { BeyondKernelError } from './beyond-kernel-error.ts';
import { TableFullError } from './table-full-error.ts';
import type { FailureReport } from './worker-messages.ts';

/** What a thread reports of the error that ended it. */
export function failureOf(error: unknown): FailureReport {
  return { kind: 'failed', reason: reasonOf(error), error: packError(error) };
}

function reasonOf(error: unknown): FailureReport['reason'] {
  if (error instanceof StoppedError) return 'stopped';
  if (error instanceof TableFullError) return 'table full';
  if (error instanceof BeyondKernelError) return 'beyond kernel';
  return 'error';
}
