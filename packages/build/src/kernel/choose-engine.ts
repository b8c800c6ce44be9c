import type { MergeEngine } from '../engine.ts';
import type { EngineOptions } from '../merge-options.ts';
import { mergePlainly } from '../plain-engine.ts';
import { mergeInKernel } from './kernel-engine.ts';

/** The engine that a plan asks for. */
export function engineOf(options: EngineOptions): MergeEngine {
  if (options.engine === 'plain') return mergePlainly;
  return (files, targets, context) => mergeInKernel(files, targets, { context, options });
}
