import type { IndexedRows } from '../corpus-index/corpus-index.ts';

const empty = 0xff_ff_ff_ff;

/** Finds places in a list of digests by their first 8 bytes; takes 6 to 12 bytes a place beside the list, and 2 MB. */
export class PrefixTable {
  /** places whose prefix an earlier place has */
  readonly repeats: number;
  readonly #prefixes: IndexedRows['prefixes'];
  readonly #slots: Uint32Array;
  readonly #mask: number;
  // A bit for each upper 24 bits that a prefix begins with: it fits the cache, so that most of what is not there is told at once.
  readonly #beginnings = new Uint8Array(2 ** 21);

  /** @param onRepeat hears each place whose prefix an earlier place, `first`, has; that one is what is found */
  constructor(
    prefixes: IndexedRows['prefixes'],
    onRepeat: (place: number, first: number) => void = () => undefined,
  ) {
    this.#prefixes = prefixes;
    const places = prefixes.high.length;
    const size = 2 ** Math.ceil(Math.log2(Math.max(16, places * 1.5)));
    this.#slots = new Uint32Array(size).fill(empty);
    this.#mask = size - 1;
    let repeats = 0;
    for (let place = 0; place < places; place += 1) {
      const high = prefixes.high[place] ?? 0;
      const slot = this.#slotOf(high, prefixes.low[place] ?? 0);
      const first = this.#slots[slot] ?? empty;
      if (first === empty) {
        this.#slots[slot] = place;
        this.#beginnings[high >>> 11] =
          (this.#beginnings[high >>> 11] ?? 0) | (1 << ((high >>> 8) & 7));
      } else {
        repeats += 1;
        onRepeat(place, first);
      }
    }
    this.repeats = repeats;
  }

  /** The first place with this prefix; -1 where there is none. */
  find(high: number, low: number): number {
    if (((this.#beginnings[high >>> 11] ?? 0) & (1 << ((high >>> 8) & 7))) === 0) return -1;
    const place = this.#slots[this.#slotOf(high, low)] ?? empty;
    return place === empty ? -1 : place;
  }

  // A digest is as good as a hash, so its low half is where to look first.
  #slotOf(high: number, low: number): number {
    const { high: highs, low: lows } = this.#prefixes;
    let slot = low & this.#mask;
    for (;;) {
      const place = this.#slots[slot] ?? empty;
      if (place === empty || (lows[place] === low && highs[place] === high)) return slot;
      slot = (slot + 1) & this.#mask;
    }
  }
}
