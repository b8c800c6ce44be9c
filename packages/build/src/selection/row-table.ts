import type { IndexedRows } from '../corpus-index/corpus-index.ts';

const empty = 0xff_ff_ff_ff;

/** Finds rows of a corpus by the first 8 bytes of their digests: 6 to 12 bytes a row, until it is released. */
export class RowTable {
  readonly #prefixes: IndexedRows['prefixes'];
  readonly #mask: number;
  #slots: Uint32Array;

  /** @param onRepeat hears each row whose prefix an earlier row has; the first one is what is found */
  constructor(prefixes: IndexedRows['prefixes'], onRepeat: (row: number) => void) {
    this.#prefixes = prefixes;
    const rows = prefixes.high.length;
    const size = 2 ** Math.ceil(Math.log2(Math.max(16, rows * 1.5)));
    this.#slots = new Uint32Array(size).fill(empty);
    this.#mask = size - 1;
    for (let row = 0; row < rows; row += 1) {
      const slot = this.#slotOf(prefixes.high[row] ?? 0, prefixes.low[row] ?? 0);
      if (this.#slots[slot] === empty) this.#slots[slot] = row;
      else onRepeat(row);
    }
  }

  /** The number of the first row with this prefix; undefined where there is none. */
  find(high: number, low: number): number | undefined {
    const row = this.#slots[this.#slotOf(high, low)];
    return row === empty ? undefined : row;
  }

  /** Gives its memory back before texts are read; nothing is found afterwards. */
  release(): void {
    this.#slots = new Uint32Array(0);
  }

  // A digest is as good as a hash, so its low half is where to look first.
  #slotOf(high: number, low: number): number {
    const { high: highs, low: lows } = this.#prefixes;
    let slot = low & this.#mask;
    for (;;) {
      const row = this.#slots[slot];
      if (row === undefined || row === empty) return slot;
      if (lows[row] === low && highs[row] === high) return slot;
      slot = (slot + 1) & this.#mask;
    }
  }
}
