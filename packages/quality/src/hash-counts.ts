/** Counts how often hashes were added, in a table that is kept from one text to the next. */
export class HashCounts {
  readonly #keys: Int32Array;
  readonly #counts: Int32Array;
  #mask = 0;

  /** @param mostHashes how many different ones may be added after a `clear` */
  constructor(mostHashes: number) {
    this.#keys = new Int32Array(sizeFor(mostHashes));
    this.#counts = new Int32Array(sizeFor(mostHashes));
  }

  /** Forgets all, and makes ready for so many hashes: the fewer, the faster. */
  clear(hashes: number): void {
    const size = sizeFor(hashes);
    this.#counts.fill(0, 0, size);
    this.#mask = size - 1;
  }

  /** How often a hash, an integer of 32 bits, was added, with this time. */
  add(hash: number): number {
    const keys = this.#keys;
    const counts = this.#counts;
    const mask = this.#mask;
    let at = (hash ^ (hash >>> 15)) & mask;
    while (counts[at] !== 0 && keys[at] !== hash) at = (at + 1) & mask;
    keys[at] = hash;
    const count = (counts[at] ?? 0) + 1;
    counts[at] = count;
    return count;
  }
}

/** A power of two at which the table is at most half full, so that a search ends within a step or two. */
function sizeFor(hashes: number): number {
  return 1 << (33 - Math.clz32(Math.max(hashes, 4) - 1));
}
