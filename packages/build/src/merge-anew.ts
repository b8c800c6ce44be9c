import { HashTable } from '@llamaforge/dedup';
import type { IgnoredFile, Manifest } from '@llamaforge/manifest';
import { readStamp, writeWhole } from '@llamaforge/shards';

import { indexPath } from './corpus-index/open-corpus-index.ts';
import { OptionalIndex } from './corpus-index/optional-index.ts';
import { findInputFiles } from './input-files.ts';
import { manifestOfTable, writeCheckedManifest } from './manifest-of-table.ts';
import type { MergeResult } from './merge-corpus.ts';
import { writeSettings } from './file-settings.ts';
import { engineOf } from './kernel/choose-engine.ts';
import { startEarly } from './kernel/start-early.ts';
import type { MergeFilesContext } from './merge-files.ts';
import type { MergePlan } from './merge-options.ts';
import { pendingMoves, sparePathOf, tableMeta } from './merge-workspace.ts';
import { publishFiles, removeFiles } from './publish.ts';
import { ignoredAsDamaged, surveyFiles, type SurveyedFile } from './survey-file.ts';
import { treatmentMeta } from './treatment/treatment-meta.ts';

/** Reads every source and replaces corpus, rejects, table and manifest, all at the end. */
export async function mergeAnew(plan: MergePlan, context: MergeFilesContext): Promise<MergeResult> {
  const found = findInputFiles(plan);
  const { engine: options } = plan;
  startEarly(context.idleThreads, found.inputs, { options, writer: 'emission-writer' });
  const { files, damaged } = await context.notes.time('survey_ms', () =>
    surveyFiles(found.inputs, plan, context),
  );
  const ignored = [...found.ignored, ...damaged.map(ignoredAsDamaged)];
  const moves = pendingMoves(plan.paths);
  const { output, stateFolder } = plan.paths;
  using index = new OptionalIndex(indexPath(stateFolder, output), plan.key);
  let manifest: Manifest;
  try {
    manifest = await writeUnderTemporaryNames(plan, { files, ignored, index }, context);
  } catch (error) {
    removeFiles(Object.values(moves).map((move) => move.from));
    throw error;
  }
  publishFiles(plan.paths, [moves.corpus, moves.rejects, moves.database, moves.manifest]);
  const sha256 = manifest.outputs.find(({ role }) => role === 'corpus')?.segments[0]?.sha256 ?? '';
  // After the corpus has its name, which changes its stamp. A run killed here leaves no index: it is made when it is asked for.
  index.finish({ path: output, stamp: await readStamp(output), sha256, distinct: true });
  return { manifest, generation: 0, damaged };
}

interface TemporaryFiles {
  readonly files: readonly SurveyedFile[];
  readonly ignored: readonly IgnoredFile[];
  readonly index: OptionalIndex;
}

async function writeUnderTemporaryNames(
  plan: MergePlan,
  { files, ignored, index }: TemporaryFiles,
  context: MergeFilesContext,
): Promise<Manifest> {
  const moves = pendingMoves(plan.paths);
  using table = HashTable.create(moves.database.from, {
    ...tableMeta(plan),
    ...treatmentMeta(plan.treatment),
  });
  await engineOf(plan.engine)(
    files,
    {
      table,
      corpus: { path: moves.corpus.from, committedBytes: undefined },
      rejects: { path: moves.rejects.from, committedBytes: undefined },
      sparePath: sparePathOf(plan.paths),
      key: plan.key,
      treatment: plan.treatment,
      generation: 0,
      recordsBySource: new Map(),
      index,
    },
    context,
  );
  table.writeMeta('settings', writeSettings(new Map(), files));
  const manifest = manifestOfTable(table.reader, plan, ignored);
  writeWhole(moves.manifest.from, writeCheckedManifest(manifest));
  table.commit();
  table.closeDurably();
  return manifest;
}
