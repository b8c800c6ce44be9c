import type { Card } from '@llamaforge/profiles';
import { canBatch, readRowBatches, readRows, type FileRow } from '@llamaforge/shards';
import { BatchNormalizer, type NormalizedBatch, type NormalizeJob } from './batch-normalizer.ts';
import { mappingOfCard } from './mapping-of-card.ts';
import { normalizeDialogues } from './normalize-dialogues.ts';
import { runTask, type NormalizeTask } from './normalize-task.ts';
import type { NormalizerPool } from './normalizer-pool.ts';
import { OrderedWork } from './ordered-work.ts';
import type { LocalFile } from './source-files.ts';
import type { SourceOutput } from './source-output.ts';

/** How a source's rows become records. */
export interface NormalizeSourceOptions {
  readonly card: Card;
  /** records at most; Infinity where there is no cap */
  readonly cap: number;
  /** where rows wait that are turns of a dialogue */
  readonly spillPath: string;
  /** threads that take part; without them all is done on this one */
  readonly pool?: NormalizerPool | undefined;
  readonly signal?: AbortSignal | undefined;
  /** called about every thousand rows */
  readonly onRows?: (() => void) | undefined;
}

/** Writes the records of a source's rows, in order, the first `cap` of them, and its rejected rows. */
export async function normalizeSource(
  files: AsyncIterable<LocalFile>,
  output: SourceOutput,
  options: NormalizeSourceOptions,
): Promise<void> {
  const { card } = options;
  if (card.group !== undefined) {
    await normalizeDialogues(files, output, { ...options, group: card.group });
    return;
  }
  const job: NormalizeJob = {
    mapping: mappingOfCard(card),
    category: card.category,
    source: card.source ?? card.name,
    takesPairs: output.takesPairs,
  };
  for await (const file of files) {
    await normalizeFile(file, output, { ...options, job });
    if (output.written >= options.cap) return;
  }
}

type FileOptions = NormalizeSourceOptions & { readonly job: NormalizeJob };

/** Hands out a file's rows as far as the cap may need them, and takes what comes of them in order. */
async function normalizeFile(
  file: LocalFile,
  output: SourceOutput,
  options: FileOptions,
): Promise<void> {
  const { cap, pool, job, signal, onRows } = options;
  const work = new OrderedWork<NormalizedBatch>((batch) => {
    output.addBatch(batch, cap);
    onRows?.();
  });
  try {
    for await (const piece of piecesOf(file, cap - output.written, options)) {
      signal?.throwIfAborted();
      if ('records' in piece) work.add(Promise.resolve(piece), piece.records.ends.length);
      else work.add(pool?.run(piece, job) ?? runTask(piece, job), piece.units);
      while (work.size >= (pool?.tasksUnderWay ?? 1)) await work.takeNext();
      // No more than what is under way may be needed, and what is not needed is not to be fetched.
      while (work.size > 0 && output.written + work.units >= cap) await work.takeNext();
      if (output.written >= cap) return;
    }
    while (work.size > 0) await work.takeNext();
  } finally {
    await work.settle();
  }
}

/** Tasks that any thread can do, or what was done here already because the format's rows cannot be cut unparsed. */
async function* piecesOf(
  file: LocalFile,
  rowsWanted: number,
  { card, job, signal }: FileOptions,
): AsyncGenerator<NormalizeTask | NormalizedBatch, void, undefined> {
  const name = `${card.repository}/${file.name}`;
  const { path, format, extents } = file;
  if (extents !== undefined) {
    for (const task of groupsOfTasks(extents, rowsWanted)) {
      const { first, last, rows, contentBytes, start, end } = task;
      await file.ensureBytes?.(start, end);
      const rowGroups = { first, last };
      if (contentBytes > mostBytesOfTask) {
        yield* normalizedHere(readRows(path, format, { signal, rowGroups }), name, job);
        continue;
      }
      yield { kind: 'row_groups', file: name, units: rows, contentBytes, path, rowGroups };
    }
  } else if (canBatch(format)) {
    for await (const batch of readRowBatches(path, format, { signal })) {
      const contentBytes = batch.bytes.length;
      yield { kind: 'bytes', file: name, units: batch.ends.length, contentBytes, batch };
    }
  } else {
    yield* normalizedHere(readRows(path, format, { signal }), name, job);
  }
}

// Decompressed: enough that reading the footer again costs little beside it, and little enough to hold some.
const bytesOfTask = 4 * 1024 * 1024;

// A row group with more text than this is read page by page and written piece by piece, for a task is held whole.
const mostBytesOfTask = 32 * 1024 * 1024;

interface TaskGroups {
  readonly first: number;
  readonly last: number;
  readonly rows: number;
  readonly contentBytes: number;
  readonly start: number;
  readonly end: number;
}

/** Neighbouring row groups together until they are worth a task; those that hold more rows than are wanted one by one, for they are fetched only if others give too few. */
function groupsOfTasks(
  extents: NonNullable<LocalFile['extents']>,
  rowsWanted: number,
): readonly TaskGroups[] {
  const tasks: TaskGroups[] = [];
  let earlierRows = 0;
  for (const [index, { rows, contentBytes, start, end }] of extents.entries()) {
    const open = tasks.at(-1);
    const isWanted = earlierRows < rowsWanted;
    earlierRows += rows;
    const isWorthATask = (open?.contentBytes ?? 0) + contentBytes > bytesOfTask;
    if (open === undefined || !isWanted || isWorthATask) {
      tasks.push({ first: index, last: index, rows, contentBytes, start, end });
    } else {
      tasks.splice(-1, 1, {
        first: open.first,
        last: index,
        rows: open.rows + rows,
        contentBytes: open.contentBytes + contentBytes,
        start: Math.min(open.start, start),
        end: Math.max(open.end, end),
      });
    }
  }
  return tasks;
}

const UNITS_OF_BATCH = 1000;

async function* normalizedHere(
  rows: AsyncIterable<FileRow>,
  file: string,
  job: NormalizeJob,
): AsyncGenerator<NormalizedBatch, void, undefined> {
  let normalizer = new BatchNormalizer(file, job);
  for await (const row of rows) {
    normalizer.add(row);
    if (normalizer.units < UNITS_OF_BATCH && normalizer.bytes < bytesOfTask) continue;
    yield normalizer.finish();
    normalizer = new BatchNormalizer(file, job);
  }
  yield normalizer.finish();
}
