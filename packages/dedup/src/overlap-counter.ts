import type { FileOverlap } from './sorted-rows.ts';

// A pair's key is first * 2^26 + second: exact in a double, and no corpus has 67 million files.
const FILE_NUMBERS = 2 ** 26;

const FIRST_SLOTS = 1024;

/**
 * Counts for every two files how many different digests both hold, out of the files that hold each digest: what
 * `finishGeneration` counts in a table made anew. 16 to 32 bytes a pair of files; a pair that shares nothing takes none.
 */
export class OverlapCounter implements Iterable<FileOverlap> {
  /** open addressing; 0 is an empty slot */
  #keys = new Float64Array(FIRST_SLOTS);
  #counts = new Uint32Array(FIRST_SLOTS);
  #pairs = 0;

  /** Counts one digest, held by the first `count` of these files: numbers from 1 on, ascending; repeats count once. */
  addGroup(files: ArrayLike<number>, count: number): void {
    for (let later = 1; later < count; later += 1) {
      const second = files[later] ?? 0;
      const before = files[later - 1] ?? 0;
      if (before < 1 || second < before || second >= FILE_NUMBERS) {
        throw new Error('the numbers of the files that hold a digest do not ascend from 1 on');
      }
      if (second === before) continue;
      for (let earlier = 0, last = 0; earlier < later; earlier += 1) {
        const first = files[earlier] ?? 0;
        if (first !== last) this.#count(first * FILE_NUMBERS + second);
        last = first;
      }
    }
  }

  /** The pairs that share digests, by first and second. */
  *[Symbol.iterator](): Iterator<FileOverlap> {
    for (const key of this.#keys.filter((key) => key !== 0).sort()) {
      const digests = this.#counts[this.#slotOf(key)] ?? 0;
      yield { first: Math.floor(key / FILE_NUMBERS), second: key % FILE_NUMBERS, digests };
    }
  }

  #count(key: number): void {
    let slot = this.#slotOf(key);
    if (this.#keys[slot] === 0) {
      if (this.#pairs * 2 >= this.#keys.length) {
        this.#grow();
        slot = this.#slotOf(key);
      }
      this.#pairs += 1;
      this.#keys[slot] = key;
    }
    this.#counts[slot] = (this.#counts[slot] ?? 0) + 1;
  }

  #slotOf(key: number): number {
    const mask = this.#keys.length - 1;
    const second = key % FILE_NUMBERS;
    const first = (key - second) / FILE_NUMBERS;
    // The odd constants are those of xxHash32 (https://github.com/Cyan4973/xxHash, PRIME32_1 and PRIME32_2).
    const mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca77);
    let slot = (mixed ^ (mixed >>> 15)) & mask;
    while (this.#keys[slot] !== 0 && this.#keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const keys = this.#keys;
    const counts = this.#counts;
    this.#keys = new Float64Array(keys.length * 2);
    this.#counts = new Uint32Array(keys.length * 2);
    for (const [from, key] of keys.entries()) {
      if (key === 0) continue;
      const to = this.#slotOf(key);
      this.#keys[to] = key;
      this.#counts[to] = counts[from] ?? 0;
    }
  }
}
