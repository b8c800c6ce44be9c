import type { GenerationFiles } from '@llamaforge/dedup';
import type { EngineTargets } from './engine.ts';
import { LengthCounts } from './length-counts.ts';
import { mergeFiles, type MergeFilesContext } from './merge-files.ts';
import { openOutput } from './open-output.ts';
import type { SurveyedFile } from './survey-file.ts';
import { loadTreatment } from './treatment/treat-record.ts';

/** Merges row by row in plain TypeScript: what it gives is what a merge is to give, and it is short enough to be read. */
export async function mergePlainly(
  files: readonly SurveyedFile[],
  targets: EngineTargets,
  context: MergeFilesContext,
): Promise<GenerationFiles> {
  using corpus = openOutput(targets.corpus);
  using rejects = openOutput(targets.rejects);
  const { table } = targets;
  const filler = table.beginGeneration();
  const lengths = new LengthCounts();
  const treat = await loadTreatment(targets.treatment);
  await mergeFiles(files, { ...targets, treat, table: filler, corpus, rejects, lengths }, context);
  lengths.store(filler);
  const written = { corpus: corpus.finish(), rejects: rejects.finish() };
  table.finishGeneration(written);
  return written;
}
