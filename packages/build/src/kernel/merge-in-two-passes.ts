import type { GenerationFiles } from '@llamaforge/dedup';
import {
  bytesPerUnique,
  KernelThread,
  layout,
  readTerms,
  Verdicts,
  type SharedMemory,
} from '@llamaforge/kernel';
import { rmSync } from 'node:fs';
import { breathe } from './breathe.ts';
import { KernelBooks } from './kernel-books.ts';
import type { KernelRequest } from './kernel-request.ts';
import type { ClaimMode, MergeJob } from './merge-job.ts';
import { prepareJob } from './prepare-job.ts';
import { refuseChangedFiles } from './refuse-changed-files.ts';
import { spillingTask, startThreads, writingTask, type ThreadListener } from './run-threads.ts';
import { SpillReader, type SpilledRows } from './spill-file.ts';
import { mostSortedRows, orderedRows, sortedBytesPerRow, type SortingRoom } from './spill-order.ts';
import { SpillResolver, type ResolverTargets } from './spill-resolver.ts';
import { watchProgress } from './watch-progress.ts';

// 15 MB: few enough not to matter, enough for a merge of millions to be read some times only.
const leastSortedRows = 2 ** 18;

/**
 * Merges without a table of digests: a first pass sets a row aside for each record, these are compared digest by digest
 * with one another and with what earlier generations keep, and a second pass writes those that are kept. Memory is
 * bounded whatever the number of rows, but for a bit a record; the disk needs `spillBytes` a record meanwhile.
 * @param memory of a job of the same files and options that is over, to be used again
 */
export async function mergeInTwoPasses(
  request: KernelRequest,
  memory?: SharedMemory,
): Promise<GenerationFiles> {
  const { files, targets, context } = request;
  const { table, generation, index, sparePath } = targets;
  const old = generation > 0 ? table.oldDigests() : undefined;
  const loader = table.beginLoading();
  const books = new KernelBooks(files, { loader, index, generation });
  try {
    const first = await jobOf(request, layout.claimNumbers, memory);
    const spilled = await setAside(first, request);
    const { view } = new KernelThread(first.module, first.memory);
    const labelIds = books.addLabels(readTerms(view).labels);
    const records = view.getFloat64(layout.turnAddress + layout.recordsAt, true);
    const second = await jobOf(request, layout.claimByVerdicts, first.memory);
    const verdicts = new Verdicts(second.memory, second.plan, records);
    const resolver = { loader, verdicts, old, fileIds: books.fileIds, labelIds };
    const room = sortingRoom(second, verdicts, records);
    await context.notes.time('compare_ms', () => compare(spilled, room, { request, resolver }));
    rmSync(sparePath, { force: true });
    return await writeKept(second, books, request);
  } finally {
    rmSync(sparePath, { force: true });
  }
}

function jobOf(
  { files, targets, options }: KernelRequest,
  claimMode: ClaimMode,
  memory: SharedMemory | undefined,
): Promise<MergeJob> {
  const { recordsBySource, key, treatment, index } = targets;
  const skipsDigests = claimMode === layout.claimByVerdicts && index === undefined;
  return prepareJob({
    ...{ files, key, treatment, recordsBySource, options },
    ...{ claimMode, memory, skipsDigests },
  });
}

/** The first pass: nothing of it stays but the rows that are set aside, and the labels in the memory. */
async function setAside(job: MergeJob, { targets, context }: KernelRequest): Promise<SpilledRows> {
  const { notes } = context;
  const writer = spillingTask(targets.sparePath);
  const threads = startThreads(job, { writer, listener: deafListener }, context);
  const progress = watchProgress(job, context);
  const pass = notes.time('first_pass_ms', () => threads.written);
  const { spilled, phases } = await pass.finally(() => {
    progress[Symbol.dispose]();
  });
  notes.note('spill_ms', phases);
  notes.note('spilled_bytes', rowsOf(spilled) * layout.spillBytes);
  return spilled;
}

const deafListener: ThreadListener = {
  onWorkerReport: () => undefined,
  onRejected: () => undefined,
  onIndexBlock: () => undefined,
};

/** Room beside the verdicts, in what the table of digests would have, so that no more is taken than for one; else a little elsewhere. */
function sortingRoom({ memory, plan }: MergeJob, { end }: Verdicts, records: number): SortingRoom {
  const bytes = plan.demand.uniqueLimit * bytesPerUnique - (end - plan.slots);
  const fitting = Math.floor(bytes / sortedBytesPerRow);
  const rows = Math.min(records, mostSortedRows, fitting);
  const isBehind = end + rows * sortedBytesPerRow <= memory.buffer.byteLength;
  const isEnough = rows >= Math.min(records, leastSortedRows);
  if (isEnough && isBehind) return { buffer: memory.buffer, at: end, rows };
  const few = Math.min(leastSortedRows, records);
  return { buffer: new ArrayBuffer(few * sortedBytesPerRow), at: 0, rows: few };
}

/** Enters kept rows and further holders, and sets the verdicts. */
async function compare(
  spilled: SpilledRows,
  room: SortingRoom,
  {
    request: { targets, context },
    resolver: resolverTargets,
  }: { readonly request: KernelRequest; readonly resolver: ResolverTargets },
): Promise<void> {
  const { notes, signal } = context;
  notes.note('passes', 2);
  notes.note('most_rows_sorted_at_once', room.rows);
  using reader = new SpillReader(targets.sparePath, spilled);
  const resolver = new SpillResolver(resolverTargets);
  for (const rows of orderedRows(reader, room)) {
    for (const steps = resolver.add(rows); steps.next().done !== true;) await breathe(signal);
  }
  resolver.finish();
}

/** The second pass, and the end of the generation's books. */
async function writeKept(
  job: MergeJob,
  books: KernelBooks,
  { files, targets, context }: KernelRequest,
): Promise<GenerationFiles> {
  const { table, generation, index, corpus, rejects } = targets;
  const { notes } = context;
  const isIndexed = index !== undefined;
  const writer = writingTask({ corpus, rejects, held: undefined, isIndexed });
  const threads = startThreads(job, { writer, listener: books }, context);
  const progress = watchProgress(job, context);
  const pass = notes.time('second_pass_ms', () => threads.written);
  const written = await pass.finally(() => {
    progress[Symbol.dispose]();
  });
  notes.note('workers_ms', books.phases);
  notes.note('writer_ms', written.phases);
  await notes.time('rest_of_hashing_ms', () => books.addHashes());
  await refuseChangedFiles(files);
  books.close(readTerms(new KernelThread(job.module, job.memory).view));
  table.finishGeneration(written, { overlapIsCounted: generation === 0 });
  return { corpus: written.corpus, rejects: written.rejects };
}

function rowsOf(spilled: SpilledRows): number {
  return spilled.reduce((sum, { rows }) => sum + rows, 0);
}
