import { CorpusError } from '@llamaforge/schema';
import { headerAddress, verdictRowsAt, verdictsAt } from './layout.ts';
import type { MemoryPlan } from './memory-plan.ts';
import type { SharedMemory } from './web-assembly.ts';

const pageBytes = 65_536;
const highWord = 2 ** 32;

/** A bit for each record of a merge, where a memory has the table of digests that this merge does without: 1 is kept. */
export class Verdicts {
  readonly #bits: Uint8Array;
  /** the first address behind them that is a multiple of 8 */
  readonly end: number;

  /**
   * All bits are 0, and the memory's header says where they are. A memory that is too small grows, which views of it
   * do not see; throws CorpusError where no address reaches so far.
   */
  constructor(memory: SharedMemory, { slots }: Pick<MemoryPlan, 'slots'>, records: number) {
    const bytes = Math.ceil(records / 8);
    this.end = 8 * Math.ceil((slots + bytes) / 8);
    const used = memory.buffer.byteLength - slots;
    reserve(memory, this.end, records);
    this.#bits = new Uint8Array(memory.buffer, slots, bytes);
    // What it grows by is zeros, which cost no memory until they are written to.
    this.#bits.fill(0, 0, Math.max(0, used));
    const header = new DataView(memory.buffer, headerAddress);
    header.setUint32(verdictsAt, slots, true);
    header.setFloat64(verdictRowsAt, records, true);
  }

  /** Keeps a record, by the two halves of its sequence number. */
  keep(low: number, high: number): void {
    const sequence = high * highWord + low;
    const at = Math.floor(sequence / 8);
    this.#bits[at] = (this.#bits[at] ?? 0) | (1 << (sequence % 8));
  }
}

function reserve(memory: SharedMemory, end: number, records: number): void {
  const missing = end - memory.buffer.byteLength;
  if (missing <= 0) return;
  try {
    memory.grow(Math.ceil(missing / pageBytes));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new CorpusError(
      `One merge cannot compare ${String(records)} records. Merge some of the files, then append the others.`,
      { cause: error },
    );
  }
}
