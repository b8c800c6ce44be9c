import type { KernelThread, MemoryPlan } from '@llamaforge/kernel';

/** Finds the file that a unique row is of: they are numbered in the order of files. */
export class FileFinder {
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
