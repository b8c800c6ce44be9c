import { KernelThread, layout } from '@llamaforge/kernel';
import type { MergeFilesContext } from '../merge-files.ts';
import type { MergeJob } from './merge-job.ts';

const intervalMs = 100;

/** Tells a merge's progress ten times a second until it is disposed of; threads count what they read in the memory. */
export function watchProgress(
  job: MergeJob,
  { onProgress }: Pick<MergeFilesContext, 'onProgress'>,
): Disposable {
  if (onProgress === undefined) return { [Symbol.dispose]: () => undefined };
  const thread = new KernelThread(job.module, job.memory);
  const totalBytes = job.files.reduce((sum, { bytes }) => sum + bytes, 0);
  const timer = setInterval(() => {
    const unit = thread.load(layout.turnAddress + layout.unitAt);
    const file = job.files.findLast(({ firstUnit }) => firstUnit <= unit);
    onProgress({
      phase: job.claimMode === layout.claimNumbers ? 'compare' : 'merge',
      file: file?.name ?? '',
      bytes: Math.min(totalBytes, thread.load(layout.turnAddress + layout.readKilobytesAt) * 1024),
      totalBytes,
      rows: thread.view.getFloat64(layout.turnAddress + layout.recordsAt, true),
    });
  }, intervalMs);
  return {
    [Symbol.dispose]: () => {
      clearInterval(timer);
    },
  };
}
