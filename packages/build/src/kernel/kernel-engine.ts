import type { GenerationFiles } from '@llamaforge/dedup';
import { KernelThread, readTerms } from '@llamaforge/kernel';
import { ChangedFileError } from '@llamaforge/schema';
import { isSameStamp, readStamp } from '@llamaforge/shards';
import { rmSync } from 'node:fs';
import type { EngineTargets } from '../engine.ts';
import type { MergeFilesContext } from '../merge-files.ts';
import type { EngineOptions } from '../merge-options.ts';
import type { SurveyedFile } from '../survey-file.ts';
import { KernelBooks } from './kernel-books.ts';
import { prepareJob } from './prepare-job.ts';
import { startThreads, type RunningThreads } from './run-threads.ts';
import { TableLoading } from './table-loading.ts';
import { watchProgress } from './watch-progress.ts';

/** Merges files by threads over the kernel: the same bytes and rows as the plain engine gives, many times as fast. */
export async function mergeInKernel(
  files: readonly SurveyedFile[],
  targets: EngineTargets,
  { context, options }: { readonly context: MergeFilesContext; readonly options: EngineOptions },
): Promise<GenerationFiles> {
  const { recordsBySource, key, table, generation, index, sparePath, corpus, rejects } = targets;
  const job = await prepareJob({ files, key, recordsBySource, options });
  const loader = table.beginLoading();
  const books = new KernelBooks(files, { loader, index, generation });
  const request = { corpus, rejects, held: sparePath, isIndexed: index !== undefined };
  const progress = watchProgress(job, context);
  const threads = startThreads(job, { request, listener: books, signal: context.signal });
  try {
    await context.notes.time('claims_ms', () => threads.claimed);
    context.notes.note('workers_ms', books.phases);
    const thread = new KernelThread(job.module, job.memory);
    const labelIds = books.close(readTerms(thread.view));
    const rows = { plan: job.plan, fileIds: books.fileIds, labelIds, heldPath: sparePath };
    const loading = new TableLoading(thread, loader, rows);
    const written = await fillTable(loading, { threads, files, context });
    table.finishGeneration(written, { overlapIsCounted: true });
    return written;
  } catch (error) {
    await threads.stop(error);
    throw error;
  } finally {
    progress[Symbol.dispose]();
    rmSync(sparePath, { force: true });
  }
}

/** Fills the table while the writer is still at it: both take seconds. */
async function fillTable(
  loading: TableLoading,
  {
    threads,
    files,
    context,
  }: {
    readonly threads: RunningThreads;
    readonly files: readonly SurveyedFile[];
    readonly context: MergeFilesContext;
  },
): Promise<GenerationFiles> {
  const { notes, signal } = context;
  await notes.time('kept_ms', () => loading.addKept(signal));
  const { corpus, rejects, phases } = await notes.time('rest_of_writing_ms', () => threads.written);
  notes.note('writer_ms', phases);
  for (const { input, stamp } of files) {
    if (!isSameStamp(stamp, await readStamp(input.path))) throw new ChangedFileError(input.path);
  }
  await notes.time('held_ms', () => loading.addHeld(signal));
  return { corpus, rejects };
}
