import { LineBucket, lineHeaderBytes } from './line-bucket.ts';
import { orderedLines, type LineBatch, type SortMemory } from './ordered-lines.ts';
import type { SpoolFile } from './spool-file.ts';

/** How much is to be sorted, and in how much memory. */
export interface SortPlan {
  readonly spool: SpoolFile;
  /** For the lines at first, then for the buckets' buffers and one bucket that is read back. */
  readonly memoryBytes: number;
  readonly lines: number;
  /** How many bytes the lines will have, headers included; where that is wrong, only time is lost. */
  readonly expectedBytes: number;
}

const mostBatchBytes = 1024 * 1024;
const mostBlockBytes = 256 * 1024;
// Smaller pieces cost more in calls than they move; where more buckets were wished, those there are grow beyond the memory.
const leastBlockBytes = 4 * 1024;
// A quarter of the memory each: lines are longer in some places than in others, since an order may go with their length.
const bucketsPerMemory = 4;

/** Takes lines in any order and gives them by position. They stay in memory until they no longer fit; then each goes to the spool with its neighbours to be. */
export class LineSorter {
  readonly #plan: SortPlan;
  readonly #memory: SortMemory;
  #buckets: readonly LineBucket[];

  constructor(plan: SortPlan) {
    this.#plan = plan;
    const { memoryBytes, spool } = plan;
    const batchBytes = Math.min(memoryBytes, mostBatchBytes);
    const buffer = Buffer.allocUnsafeSlow(memoryBytes + batchBytes);
    this.#memory = { buffer, bucketBytes: memoryBytes };
    this.#buckets = [new LineBucket(buffer.subarray(0, memoryBytes), spool)];
  }

  /** Takes the line for a position, each position once; the line's last byte is its line feed. */
  add(position: number, line: Uint8Array): void {
    const only = this.#buckets.length === 1 ? this.#buckets[0] : undefined;
    if (only !== undefined && !only.hasRoomFor(line)) this.#spread(only);
    this.#bucketOf(position).add(position, line);
  }

  /** All lines by position, a bucket an element, in batches that hold until the next one is asked for. */
  *parts(): Generator<Iterable<LineBatch>, void, undefined> {
    for (const [index, bucket] of this.#buckets.entries()) {
      const first = this.#firstPosition(index);
      const count = this.#firstPosition(index + 1) - first;
      yield orderedLines({ bucket, first, count }, this.#memory);
    }
  }

  // The least position with floor(position · buckets ÷ lines) = index.
  #firstPosition(index: number): number {
    return Math.ceil((index * this.#plan.lines) / this.#buckets.length);
  }

  #bucketOf(position: number): LineBucket {
    const index = Math.floor((position * this.#buckets.length) / this.#plan.lines);
    const bucket = this.#buckets[index];
    if (bucket === undefined) throw new Error(`There is no position ${String(position)}.`);
    return bucket;
  }

  #spread(full: LineBucket): void {
    const { memoryBytes, lines, expectedBytes, spool } = this.#plan;
    const wished = Math.ceil((expectedBytes * bucketsPerMemory) / memoryBytes);
    const most = Math.min(lines, Math.floor(memoryBytes / leastBlockBytes));
    const count = Math.max(2, Math.min(wished, most));
    const blockBytes = Math.min(mostBlockBytes, Math.ceil(memoryBytes / count));
    this.#buckets = Array.from(
      { length: count },
      () => new LineBucket(Buffer.allocUnsafeSlow(blockBytes), spool),
    );
    const bytes = full.whole();
    for (let at = 0; at < bytes.length;) {
      const start = at + lineHeaderBytes;
      const position = bytes.readUInt32LE(at);
      at = start + bytes.readUInt32LE(at + 4);
      this.#bucketOf(position).add(position, bytes.subarray(start, at));
    }
  }
}
