import type { InputFile } from '../input-files.ts';
import type { EngineOptions } from '../merge-options.ts';
import type { IdleThreads, ThreadEntry } from './idle-threads.ts';
import { usesKernel } from './uses-kernel.ts';

/** Starts the threads that a merge of files will take, if the kernel merges them: they load while the files are surveyed. */
export function startEarly(
  idleThreads: IdleThreads,
  inputs: readonly InputFile[],
  { options, writer }: { readonly options: EngineOptions; readonly writer: ThreadEntry },
): void {
  const bytes = inputs.reduce((sum, input) => sum + input.bytes, 0);
  if (inputs.length === 0 || !usesKernel(options, bytes)) return;
  idleThreads.start('merge-worker', options.threads);
  idleThreads.start(writer, 1);
}
