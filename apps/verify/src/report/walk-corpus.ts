import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { type Reading } from '../read-chunks.ts';
import { RowSums } from './row-sums.ts';
import { loadTextReaders } from './text-readers.ts';
import { cutIntoRanges, type WalkedFile, type WalkPlan } from './walk-plan.ts';
import { walkRange, type FileRange } from './walk-range.ts';
import { addWalkSums, type WalkSums } from './walk-sums.ts';
import { walkByThreads, type RangeQueue } from './walk-by-threads.ts';

/** How a walk is cut up; what it finds is the same however that is done. */
export interface WalkForm {
  /** 0 walks in the caller's own thread */
  readonly threads: number;
  readonly rangeBytes: number;
}

/** What a walk over all rows found. */
export interface WalkedCorpus {
  readonly sums: WalkSums;
  readonly lines: number;
  /** A row's line, from 1 within its file. */
  readonly lineOf: (row: { readonly place: number; readonly line: number }) => number;
}

// A smaller corpus is walked before a thread has started.
const ONE_THREAD_BYTES = 4 * 1024 * 1024;
const RANGE_BYTES = 32 * 1024 * 1024;
const MOST_THREADS = 8;

/** Walks over every row of the files once; throws FileAccessError, or the signal's reason. */
export async function walkCorpus(
  files: readonly WalkedFile[],
  { plan, form }: { readonly plan: WalkPlan; readonly form?: WalkForm | undefined },
  reading: Reading,
): Promise<WalkedCorpus> {
  const bytesTotal = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const { threads, rangeBytes } = form ?? chooseForm(bytesTotal);
  const ranges = new WalkedRanges(cutIntoRanges(files, rangeBytes), (walked) => {
    reading.onProgress({ what: 'corpus', bytesTotal, ...walked });
  });
  const sums =
    threads === 0
      ? await walkHere(ranges, plan, reading)
      : await walkByThreads(ranges, { plan, threads }, reading);
  return { sums, lines: ranges.lines, lineOf: (row) => ranges.lineOf(row) };
}

function chooseForm(bytesTotal: number): WalkForm {
  if (bytesTotal < ONE_THREAD_BYTES) return { threads: 0, rangeBytes: ONE_THREAD_BYTES };
  return { threads: Math.min(availableParallelism(), MOST_THREADS), rangeBytes: RANGE_BYTES };
}

async function walkHere(
  ranges: WalkedRanges,
  plan: WalkPlan,
  { signal }: Reading,
): Promise<WalkSums> {
  const sums = new RowSums(plan.sample, await loadTextReaders(plan));
  for (let range = ranges.take(); range !== undefined; range = ranges.take()) {
    signal.throwIfAborted();
    const lines = walkRange(range, (row) => {
      sums.addRow(row);
    });
    ranges.finish(range, lines);
    await setImmediate();
  }
  return addWalkSums([sums.sums]);
}

/** The parts of all files: given out in order, each with its lines once it was walked. */
class WalkedRanges implements RangeQueue {
  readonly #ranges: readonly FileRange[];
  readonly #lines = new Map<FileRange, number>();
  readonly #onWalked: (walked: { readonly bytesDone: number; readonly rows: number }) => void;
  #next = 0;
  #bytesDone = 0;
  lines = 0;

  constructor(
    ranges: readonly FileRange[],
    onWalked: (walked: { readonly bytesDone: number; readonly rows: number }) => void,
  ) {
    this.#ranges = ranges;
    this.#onWalked = onWalked;
  }

  take(): FileRange | undefined {
    const range = this.#ranges[this.#next];
    this.#next += 1;
    return range;
  }

  finish(range: FileRange, lines: number): void {
    this.#lines.set(range, lines);
    this.lines += lines;
    this.#bytesDone += range.end - range.start;
    this.#onWalked({ bytesDone: this.#bytesDone, rows: this.lines });
  }

  lineOf({ place, line }: { readonly place: number; readonly line: number }): number {
    let before = 0;
    for (const range of this.#ranges) {
      const { base, start, end } = range;
      if (start === 0) before = 0;
      if (place < base + end) break;
      before += this.#lines.get(range) ?? 0;
    }
    return before + line + 1;
  }
}
