import { digestWords } from './spill-order.ts';

/** Columns of rows, used for one batch after the other. */
export interface FilledColumns {
  readonly count: number;
  /** 20 bytes a row */
  readonly digests: Uint8Array;
  readonly files: Uint32Array;
  readonly lines: Uint32Array;
  /** what is told beside the place */
  readonly values: Uint32Array;
}

/** A row on its way into columns; its digest's words begin at `at`. */
export interface ColumnRow {
  readonly words: Uint32Array;
  readonly at: number;
  readonly file: number;
  readonly line: number;
}

/** Gathers rows into columns and gives them away whenever these are full. */
export class RowColumns {
  readonly #give: (rows: FilledColumns) => void;
  readonly #digests: Uint32Array;
  readonly #files: Uint32Array;
  readonly #lines: Uint32Array;
  readonly #values: Uint32Array;
  #count = 0;

  /** @param give takes columns that are good until it returns */
  constructor(rows: number, give: (rows: FilledColumns) => void) {
    this.#give = give;
    this.#digests = new Uint32Array(rows * digestWords);
    this.#files = new Uint32Array(rows);
    this.#lines = new Uint32Array(rows);
    this.#values = new Uint32Array(rows);
  }

  add({ words, at, file, line }: ColumnRow, value: number): void {
    const row = this.#count;
    for (let word = 0; word < digestWords; word += 1) {
      this.#digests[row * digestWords + word] = words[at + word] ?? 0;
    }
    this.#files[row] = file;
    this.#lines[row] = line;
    this.#values[row] = value;
    this.#count += 1;
    if (this.#count === this.#files.length) this.flush();
  }

  /** Gives away the rows that are there. */
  flush(): void {
    if (this.#count === 0) return;
    this.#give({
      count: this.#count,
      digests: new Uint8Array(this.#digests.buffer),
      files: this.#files,
      lines: this.#lines,
      values: this.#values,
    });
    this.#count = 0;
  }
}
