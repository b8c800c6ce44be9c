import {
  blockBytes,
  indexColumns,
  IndexBlock,
  rowsPerBlock,
  shortened,
} from '../corpus-index/index-block.ts';

/** A block on its way to the main thread: memory that both see, and how much of it is written. */
export interface SharedBlock {
  /** an i32 that is 1 until the block is taken, then from `blockAt` on the columns */
  readonly memory: SharedArrayBuffer;
  readonly bytes: number;
  readonly rows: number;
}

const blockAt = 8;
// One is filled while the other is taken.
const blocks = 2;

/** Gathers columns of rows into blocks of the corpus's index. The same memory serves again, so that none piles up. */
export class IndexBlocks {
  readonly #give: (block: SharedBlock) => void;
  readonly #sleep: (word: Int32Array) => void;
  readonly #memories = Array.from(
    { length: blocks },
    () => new SharedArrayBuffer(blockAt + blockBytes(rowsPerBlock)),
  );
  readonly #blocks = this.#memories.map(
    (memory) => new IndexBlock(rowsPerBlock, Buffer.from(memory, blockAt)),
  );
  #current = 0;
  #rows = 0;

  /**
   * @param give takes each block, full ones first; `takeBlock` sets it free
   * @param sleep waits a while for a word to be no more 1
   */
  constructor(give: (block: SharedBlock) => void, sleep: (word: Int32Array) => void) {
    this.#give = give;
    this.#sleep = sleep;
  }

  /** Adds `rows` rows, column after column as a block of so many holds them. */
  add(columns: Buffer, rows: number): void {
    if (rows === 0) return;
    const added = new IndexBlock(rows, columns);
    for (let from = 0; from < rows;) {
      const until = Math.min(rows, from + rowsPerBlock - this.#rows);
      const block = this.#block();
      for (const name of indexColumns) {
        block[name].set(added[name].subarray(from, until), this.#rows);
      }
      this.#rows += until - from;
      from = until;
      if (this.#rows === rowsPerBlock) this.#flush();
    }
  }

  /** Gives the last block, which is not full. */
  finish(): void {
    if (this.#rows > 0) this.#flush();
  }

  /** The block that is filled, once it is free. */
  #block(): IndexBlock {
    const memory = this.#memories[this.#current];
    const block = this.#blocks[this.#current];
    if (memory === undefined || block === undefined) throw new RangeError('there is no block');
    const word = new Int32Array(memory, 0, 1);
    while (Atomics.load(word, 0) !== 0) this.#sleep(word);
    return block;
  }

  #flush(): void {
    const rows = this.#rows;
    const block = this.#block();
    const memory = this.#memories[this.#current];
    if (memory === undefined) throw new RangeError('there is no block');
    if (rows < rowsPerBlock) block.bytes.set(shortened(block, rows).bytes);
    Atomics.store(new Int32Array(memory, 0, 1), 0, 1);
    this.#current = (this.#current + 1) % blocks;
    this.#rows = 0;
    this.#give({ memory, bytes: blockBytes(rows), rows });
  }
}

/** Uses a block's bytes and sets it free, also where that fails. */
export function takeBlock({ memory, bytes }: SharedBlock, use: (block: Uint8Array) => void): void {
  try {
    use(new Uint8Array(memory, blockAt, bytes));
  } finally {
    const word = new Int32Array(memory, 0, 1);
    Atomics.store(word, 0, 0);
    Atomics.notify(word, 0);
  }
}
