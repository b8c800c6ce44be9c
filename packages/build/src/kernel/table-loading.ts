import { OverlapCounter, type KeptRows, type TableLoader } from '@llamaforge/dedup';
import type { KernelThread, MemoryPlan } from '@llamaforge/kernel';
import { readHeldRows, type SortedHolders } from './held-rows.ts';

/** What stands beside the table of digests when all rows are claimed. */
export interface ClaimedRows {
  readonly plan: MemoryPlan;
  /** the database's number of each file, by its number here */
  readonly fileIds: readonly number[];
  /** the database's number of each label, by its number in the kernel */
  readonly labelIds: readonly number[];
  /** the file of further holders, as the writer left it */
  readonly heldPath: string;
}

// Some statements' worth of rows, whose columns fit the cache.
const rowsPerBatch = 16_000;
const digestBytes = 20;

/** Enters kept rows and further holders in the order of their digests. The kernel's table is used up by it. */
export class TableLoading {
  readonly #thread: KernelThread;
  readonly #loader: TableLoader;
  readonly #rows: ClaimedRows;
  readonly #finder: FileFinder;
  #uniques = 0;

  constructor(thread: KernelThread, loader: TableLoader, rows: ClaimedRows) {
    this.#thread = thread;
    this.#loader = loader;
    this.#rows = rows;
    this.#finder = new FileFinder(thread, rows.plan);
  }

  /** Enters the kept rows, and looks at the signal every few milliseconds. */
  async addKept(signal?: AbortSignal): Promise<void> {
    this.#uniques = this.#thread.functions.sortTable();
    const batch = new KeptBatch(this.#thread, this.#rows, this.#finder);
    for (let from = 0; from < this.#uniques; from += rowsPerBatch) {
      await breathe(signal);
      this.#loader.addKept(batch.gather(from, Math.min(rowsPerBatch, this.#uniques - from)));
    }
  }

  /** Enters the further holders and the overlap of files, after the kept rows and once the holders' file is whole. */
  async addHeld(signal?: AbortSignal): Promise<void> {
    this.#thread.functions.rankUniques();
    const overlap = new OverlapCounter();
    const request = { rows: this.#rows, uniques: this.#uniques };
    for (const holders of readHeldRows(this.#thread, request)) {
      await breathe(signal);
      this.#loader.addHeld(holders.held);
      countOverlap(overlap, holders, (rank) => this.#firstFileOf(rank));
    }
    this.#loader.addOverlap(overlap);
  }

  #firstFileOf(rank: number): number {
    const unique = this.#thread.read(this.#rows.plan.slots + 4 * rank);
    return this.#rows.fileIds[this.#finder.fileOf(unique)] ?? 0;
  }
}

/** Lets the process hear its signals. */
async function breathe(signal: AbortSignal | undefined): Promise<void> {
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  signal?.throwIfAborted();
}

/** Finds the file that a unique row is of: they are numbered in the order of files. */
class FileFinder {
  readonly #firstUniques: Uint32Array;

  constructor(thread: KernelThread, { firstUniques, demand }: MemoryPlan) {
    this.#firstUniques = new Uint32Array(thread.bytes.buffer, firstUniques, demand.files).slice();
  }

  /** The last file before whose first row there were not more. */
  fileOf(unique: number): number {
    let low = 0;
    let high = this.#firstUniques.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#firstUniques[middle] ?? 0) <= unique) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** Columns of kept rows, used for one batch after the other. They lie where the labels' region was, which is read by then. */
class KeptBatch {
  readonly #thread: KernelThread;
  readonly #rows: ClaimedRows;
  readonly #finder: FileFinder;
  readonly #digests: number;
  readonly #lines: number;
  readonly #labels: number;
  readonly #uniques: number;
  readonly #files = new Uint32Array(rowsPerBatch);

  constructor(thread: KernelThread, rows: ClaimedRows, finder: FileFinder) {
    this.#thread = thread;
    this.#rows = rows;
    this.#finder = finder;
    this.#lines = rows.plan.labels;
    this.#labels = this.#lines + 4 * rowsPerBatch;
    this.#uniques = this.#labels + 4 * rowsPerBatch;
    this.#digests = this.#uniques + 4 * rowsPerBatch;
  }

  /** The rows at `wanted` places of the sorted table from `from` on, good until the next call. */
  gather(from: number, wanted: number): KeptRows {
    const { functions, bytes } = this.#thread;
    const { fileIds, labelIds } = this.#rows;
    const count = functions.gatherKept(
      from,
      wanted,
      this.#digests,
      this.#lines,
      this.#labels,
      this.#uniques,
    );
    const column = (at: number): Uint32Array => new Uint32Array(bytes.buffer, at, count);
    const labels = column(this.#labels);
    const uniques = column(this.#uniques);
    for (let row = 0; row < count; row += 1) {
      this.#files[row] = fileIds[this.#finder.fileOf(uniques[row] ?? 0)] ?? 0;
      labels[row] = labelIds[labels[row] ?? 0] ?? 0;
    }
    const digests = bytes.subarray(this.#digests, this.#digests + count * digestBytes);
    return { count, digests, files: this.#files, lines: column(this.#lines), labels };
  }
}

/** Counts the files that hold each digest of these holders, its first one among them. */
function countOverlap(
  overlap: OverlapCounter,
  { held, ranks }: SortedHolders,
  firstFileOf: (rank: number) => number,
): void {
  const group: number[] = [];
  for (let row = 0; row < held.count; row += 1) {
    const rank = ranks[row] ?? 0;
    if (group.length === 0) group.push(firstFileOf(rank));
    group.push(held.files[row] ?? 0);
    if (ranks[row + 1] === rank) continue;
    overlap.addGroup(group, group.length);
    group.length = 0;
  }
}
