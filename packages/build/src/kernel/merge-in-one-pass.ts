import type { GenerationFiles } from '@llamaforge/dedup';
import { KernelThread, readTerms } from '@llamaforge/kernel';
import { rmSync } from 'node:fs';
import { KernelBooks } from './kernel-books.ts';
import type { KernelRequest } from './kernel-request.ts';
import type { MergeJob } from './merge-job.ts';
import { refuseChangedFiles } from './refuse-changed-files.ts';
import {
  startThreads,
  writingTask,
  type RunningThreads,
  type WrittenOutputs,
} from './run-threads.ts';
import { TableLoading } from './table-loading.ts';
import { watchProgress } from './watch-progress.ts';

/**
 * Merges into a new table while it holds every digest in the job's memory. Throws TableFullError where they do not fit;
 * then nothing runs any more, but table and index hold what was entered.
 */
export async function mergeInOnePass(
  job: MergeJob,
  request: KernelRequest,
): Promise<GenerationFiles> {
  const { files, targets, context } = request;
  const { table, generation, index, sparePath, corpus, rejects } = targets;
  const loader = table.beginLoading();
  const books = new KernelBooks(files, { loader, index, generation });
  const isIndexed = index !== undefined;
  const writer = writingTask({ corpus, rejects, held: sparePath, isIndexed });
  const threads = startThreads(job, { writer, listener: books }, context);
  const progress = watchProgress(job, context);
  try {
    await context.notes.time('claims_ms', () => threads.claimed);
    context.notes.note('workers_ms', books.phases);
    const thread = new KernelThread(job.module, job.memory);
    const labelIds = books.close(readTerms(thread.view));
    const rows = { plan: job.plan, fileIds: books.fileIds, labelIds, heldPath: sparePath };
    const loading = new TableLoading(thread, loader, rows);
    const written = await fillTable(loading, threads, request);
    await context.notes.time('rest_of_hashing_ms', () => books.addHashes());
    await refuseChangedFiles(files);
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
  threads: RunningThreads<WrittenOutputs>,
  { context: { notes, signal } }: KernelRequest,
): Promise<GenerationFiles> {
  await notes.time('kept_ms', () => loading.addKept(signal));
  const { corpus, rejects, spilled, phases } = await notes.time(
    'rest_of_writing_ms',
    () => threads.written,
  );
  notes.note('writer_ms', phases);
  await notes.time('held_ms', () => loading.addHeld(spilled ?? [], signal));
  return { corpus, rejects };
}
