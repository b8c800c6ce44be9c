import type { KeptRows, TableLoader } from '@llamaforge/dedup';
import type { KernelThread, MemoryPlan } from '@llamaforge/kernel';
import { breathe } from './breathe.ts';
import { FileFinder } from './file-finder.ts';
import { HolderLoading } from './holder-loading.ts';
import { SpillReader, type SpilledRows } from './spill-file.ts';
import { orderedRows, sortedBytesPerRow } from './spill-order.ts';

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
const slotBytes = 8;
// More would touch memory that the table has not.
const mostHoldersAtOnce = 2 ** 17;

/** Enters kept rows and further holders in the order of their digests. The kernel's table is used up by it. */
export class TableLoading {
  readonly #thread: KernelThread;
  readonly #loader: TableLoader;
  readonly #rows: ClaimedRows;
  readonly #finder: FileFinder;

  constructor(thread: KernelThread, loader: TableLoader, rows: ClaimedRows) {
    this.#thread = thread;
    this.#loader = loader;
    this.#rows = rows;
    this.#finder = new FileFinder(thread, rows.plan);
  }

  /** Enters the kept rows, and looks at the signal every few milliseconds. */
  async addKept(signal?: AbortSignal): Promise<void> {
    const uniques = this.#thread.functions.sortTable();
    const batch = new KeptBatch(this.#thread, this.#rows, this.#finder);
    for (let from = 0; from < uniques; from += rowsPerBatch) {
      await breathe(signal);
      this.#loader.addKept(batch.gather(from, Math.min(rowsPerBatch, uniques - from)));
    }
  }

  /** Enters the further holders and the overlap of files, after the kept rows and once the holders' file is whole. */
  async addHeld(spilled: SpilledRows, signal?: AbortSignal): Promise<void> {
    const held = new HolderLoading(this.#loader, this.#rows.fileIds, this.#finder);
    using reader = new SpillReader(this.#rows.heldPath, spilled);
    // Kept rows are entered, so that the memory of their slots is free.
    const { slots, slotLimit } = this.#rows.plan;
    const fitting = Math.floor((slotLimit * slotBytes) / sortedBytesPerRow);
    const room = {
      buffer: this.#thread.bytes.buffer,
      at: slots,
      rows: Math.min(fitting, mostHoldersAtOnce),
    };
    for (const rows of orderedRows(reader, room)) {
      await breathe(signal);
      held.add(rows);
    }
    held.finish();
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
