import type { MergeEngine } from '../engine.ts';
import type { EngineOptions } from '../merge-options.ts';
import { mergePlainly } from '../plain-engine.ts';
import { mergeInKernel } from './kernel-engine.ts';

// Some 10,000 rows: the plain engine has merged them in the half second that threads take to start.
const mostBytesForPlain = 8 * 1024 * 1024;

/** The engine that a plan asks for. */
export function engineOf(options: EngineOptions): MergeEngine {
  return (files, targets, context) => {
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    const isSmall = options.engine === 'auto' && bytes <= mostBytesForPlain;
    return options.engine === 'plain' || isSmall
      ? mergePlainly(files, targets, context)
      : mergeInKernel(files, targets, { context, options });
  };
}
