import type { MergeEngine } from '../engine.ts';
import type { EngineOptions } from '../merge-options.ts';
import { mergePlainly } from '../plain-engine.ts';
import { mergeInKernel } from './kernel-engine.ts';
import { usesKernel } from './uses-kernel.ts';

/** The engine that a plan asks for. */
export function engineOf(options: EngineOptions): MergeEngine {
  return (files, targets, context) => {
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    return usesKernel(options, bytes)
      ? mergeInKernel({ files, targets, context, options })
      : mergePlainly(files, targets, context);
  };
}
