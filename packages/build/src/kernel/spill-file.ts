import { layout } from '@llamaforge/kernel';
import { readErrorOf, writeErrorOf } from '@llamaforge/schema';
import { makeFolder } from '@llamaforge/shards';
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Words of 32 bits that a row takes. */
export const wordsPerRow = layout.spillBytes / Uint32Array.BYTES_PER_ELEMENT;

/** Rows lie apart by the first byte of their digests. */
export const partitions = 256;

// Large enough for a disk, small enough for a buffer of every partition: 8 MB in all.
const rowsPerBlock = 744;
const wordsPerBlock = rowsPerBlock * wordsPerRow;
const blockBytes = rowsPerBlock * layout.spillBytes;

/** Where one partition's rows lie in the file: in these blocks one after the other, of which the last may not be full. */
export interface SpilledPartition {
  readonly rows: number;
  readonly blocks: readonly number[];
}

/** What a spill file holds, by partition. */
export type SpilledRows = readonly SpilledPartition[];

/** Writes rows of `spillBytes` into one file, those of a partition in the order in which they come. It is gone once discarded. */
export class SpillWriter {
  readonly #path: string;
  readonly #descriptor: number;
  readonly #words = new Uint32Array(partitions * wordsPerBlock);
  /** rows by partition, of which the last ones still lie in `#words` */
  readonly #rows = new Float64Array(partitions);
  readonly #filled = new Uint32Array(partitions);
  readonly #blocks: number[][] = Array.from({ length: partitions }, () => []);
  #nextBlock = 0;

  constructor(path: string) {
    this.#path = path;
    makeFolder(dirname(path), path);
    this.#descriptor = attempt(path, () => openSync(path, 'w'));
  }

  /** Adds `count` rows, the words of which begin at `start`. */
  add(words: Uint32Array, start: number, count: number): void {
    const buffered = this.#words;
    for (let at = start; at < start + count * wordsPerRow; at += wordsPerRow) {
      const partition = (words[at] ?? 0) & (partitions - 1);
      const filled = this.#filled[partition] ?? 0;
      const target = partition * wordsPerBlock + filled * wordsPerRow;
      for (let word = 0; word < wordsPerRow; word += 1) {
        buffered[target + word] = words[at + word] ?? 0;
      }
      this.#filled[partition] = filled + 1;
      if (filled + 1 === rowsPerBlock) this.#flush(partition);
    }
  }

  /** Brings the last rows into the file and closes it; the file is the caller's then. */
  finish(): SpilledRows {
    for (let partition = 0; partition < partitions; partition += 1) this.#flush(partition);
    attempt(this.#path, () => {
      closeSync(this.#descriptor);
    });
    return this.#blocks.map((blocks, partition) => ({ rows: this.#rows[partition] ?? 0, blocks }));
  }

  /** Closes and removes the file of a writer that cannot finish. */
  discard(): void {
    closeSync(this.#descriptor);
    rmSync(this.#path, { force: true });
  }

  #flush(partition: number): void {
    const rows = this.#filled[partition] ?? 0;
    if (rows === 0) return;
    const start = partition * wordsPerBlock;
    const filled = this.#words.subarray(start, start + rows * wordsPerRow);
    const bytes = Buffer.from(filled.buffer, filled.byteOffset, filled.byteLength);
    const position = this.#nextBlock * blockBytes;
    attempt(this.#path, () => {
      for (let done = 0; done < bytes.length;) {
        done += writeSync(this.#descriptor, bytes, done, bytes.length - done, position + done);
      }
    });
    this.#blocks[partition]?.push(this.#nextBlock);
    this.#nextBlock += 1;
    this.#rows[partition] = (this.#rows[partition] ?? 0) + rows;
    this.#filled[partition] = 0;
  }
}

/** Reads what a `SpillWriter` wrote, one partition at a time. */
export class SpillReader {
  readonly spilled: SpilledRows;
  readonly #path: string;
  readonly #descriptor: number;
  readonly #words = new Uint32Array(wordsPerBlock);

  constructor(path: string, spilled: SpilledRows) {
    this.spilled = spilled;
    this.#path = path;
    this.#descriptor = openSync(path, 'r');
  }

  /** The rows of a partition in their order, some at a time; each piece is good until the next is asked for. */
  *read(partition: number): Generator<Uint32Array, void, undefined> {
    const { rows, blocks } = this.spilled[partition] ?? { rows: 0, blocks: [] };
    const words = this.#words;
    const bytes = Buffer.from(words.buffer);
    for (const [index, block] of blocks.entries()) {
      const count = Math.min(rowsPerBlock, rows - index * rowsPerBlock);
      this.#readInto(bytes.subarray(0, count * layout.spillBytes), block * blockBytes);
      yield words.subarray(0, count * wordsPerRow);
    }
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #readInto(target: Buffer, position: number): void {
    try {
      for (let done = 0; done < target.length;) {
        const left = target.length - done;
        const read = readSync(this.#descriptor, target, done, left, position + done);
        if (read === 0) throw new Error(`${this.#path} is shorter than what was written to it`);
        done += read;
      }
    } catch (error) {
      throw readErrorOf(error, this.#path);
    }
  }
}

function attempt<T>(path: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    throw writeErrorOf(error, path);
  }
}
