import type { EngineTargets } from '../engine.ts';
import type { MergeFilesContext } from '../merge-files.ts';
import type { EngineOptions } from '../merge-options.ts';
import type { SurveyedFile } from '../survey-file.ts';

/** All that a merge in the kernel is made of. */
export interface KernelRequest {
  readonly files: readonly SurveyedFile[];
  readonly targets: EngineTargets;
  readonly context: MergeFilesContext;
  readonly options: EngineOptions;
}
