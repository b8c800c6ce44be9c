import { explainSqliteError, takeMergeLock } from '@llamaforge/dedup';
import type { Manifest } from '@llamaforge/manifest';
import { makeFolder } from '@llamaforge/shards';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { appendGeneration } from './append-generation.ts';
import { HashThread } from './hash-thread.ts';
import { InputHashCache } from './input-hash-cache.ts';
import { IdleThreads } from './kernel/idle-threads.ts';
import { mergeAnew } from './merge-anew.ts';
import type { MergeContext, MergePlan } from './merge-options.ts';
import { recoverFromKilledRun } from './merge-workspace.ts';
import { refuseForeignFiles } from './refuse-foreign-files.ts';
import { writeRunLog } from './run-log.ts';
import { RunNotes } from './run-notes.ts';
import type { DamagedFile } from './survey-file.ts';

/** What a merge did. */
export interface MergeResult {
  readonly manifest: Manifest;
  /** the generation this run added; undefined where an append found nothing new */
  readonly generation: number | undefined;
  /** files left out with `--on-damage skip` */
  readonly damaged: readonly DamagedFile[];
}

/**
 * Merges a plan's sources into one corpus without duplicates, with a manifest, a hash table and a file of rejects.
 * One merge at a time on a database. Throws CorpusError for all that a user can fix; then nothing has changed.
 */
export async function mergeCorpus(plan: MergePlan, context: MergeContext): Promise<MergeResult> {
  const { output, manifest, rejects, database, stateFolder } = plan.paths;
  const startedAt = context.now();
  for (const path of [output, manifest, rejects, database]) makeFolder(dirname(path));
  refuseForeignFiles(plan.paths);
  try {
    const release = takeMergeLock(database);
    try {
      recoverFromKilledRun(plan.paths);
      const hashes = new InputHashCache(stateFolder);
      const notes = new RunNotes();
      await using hashThread = new HashThread(context.signal);
      await using idleThreads = new IdleThreads();
      const appends = plan.append && existsSync(database);
      const result = await (appends ? appendGeneration : mergeAnew)(plan, {
        ...context,
        hashes,
        hashThread,
        idleThreads,
        notes,
      });
      hashes.save();
      writeRunLog(plan, {
        manifest: result.manifest,
        notes,
        startedAt,
        endedAt: context.now(),
      });
      return result;
    } finally {
      release();
    }
  } catch (error) {
    throw explainSqliteError(error, database);
  }
}
