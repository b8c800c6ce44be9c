import type { EngineOptions } from '../merge-options.ts';

// Some 10,000 rows: the plain engine has merged them in the half second that threads take to start.
const mostBytesForPlain = 8 * 1024 * 1024;

/** Whether files of so many bytes in all are merged by the kernel. */
export function usesKernel({ engine }: EngineOptions, bytes: number): boolean {
  return engine === 'kernel' || (engine === 'auto' && bytes > mostBytesForPlain);
}
