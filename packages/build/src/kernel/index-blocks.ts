import { indexColumns, IndexBlock, rowsPerBlock, shortened } from '../corpus-index/index-block.ts';

/** Gathers columns of rows into blocks of the corpus's index. */
export class IndexBlocks {
  readonly #give: (block: ArrayBuffer, rows: number) => void;
  #block = new IndexBlock(rowsPerBlock);
  #rows = 0;

  /** @param give takes each block's memory, full ones first */
  constructor(give: (block: ArrayBuffer, rows: number) => void) {
    this.#give = give;
  }

  /** Adds `rows` rows, column after column as a block of so many holds them. */
  add(columns: Buffer, rows: number): void {
    if (rows === 0) return;
    const added = new IndexBlock(rows, columns);
    for (let from = 0; from < rows;) {
      const until = Math.min(rows, from + rowsPerBlock - this.#rows);
      for (const name of indexColumns) {
        this.#block[name].set(added[name].subarray(from, until), this.#rows);
      }
      this.#rows += until - from;
      from = until;
      if (this.#rows === rowsPerBlock) this.#flush();
    }
  }

  /** Gives the last block, which is not full. */
  finish(): void {
    this.#flush();
  }

  #flush(): void {
    const rows = this.#rows;
    if (rows === 0) return;
    const block = rows === rowsPerBlock ? this.#block : shortened(this.#block, rows);
    this.#block = new IndexBlock(rowsPerBlock);
    this.#rows = 0;
    this.#give(new Uint8Array(block.bytes).buffer, rows);
  }
}
