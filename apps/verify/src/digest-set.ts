const DIGEST_BYTES = 20;
const DIGESTS_PER_BLOCK = 1 << 16;
const FIRST_SLOTS = 1 << 12;

/**
 * The SHA-1 digests of a file's lines, in order: 20 bytes a line in blocks that are never copied, and a table of
 * 4-byte slots at most three quarters full, so 26 to 28 bytes a line. The comparison is exact.
 */
export class DigestSet {
  readonly #blocks: Buffer[] = [];
  #slots = new Uint32Array(FIRST_SLOTS);
  #held = 0;
  #lines = 0;

  /** Takes the next line's digest; gives the 1-based line that held it first, 0 where it is new. */
  add(digest: Uint8Array): number {
    if (this.#held >= this.#slots.length * 0.75) this.#grow();
    this.#store(digest);
    const slot = this.#findSlot(this.#lines);
    const holder = this.#slots[slot] ?? 0;
    if (holder !== 0) return holder;
    this.#slots[slot] = this.#lines;
    this.#held += 1;
    return 0;
  }

  /** Passes over a line that has no digest. */
  skip(): void {
    this.#makeRoom();
    this.#lines += 1;
  }

  #store(digest: Uint8Array): void {
    this.#makeRoom();
    this.#blockOf(this.#lines + 1).set(digest, offsetOf(this.#lines + 1));
    this.#lines += 1;
  }

  #makeRoom(): void {
    if (this.#lines === this.#blocks.length * DIGESTS_PER_BLOCK) {
      this.#blocks.push(Buffer.alloc(DIGESTS_PER_BLOCK * DIGEST_BYTES));
    }
  }

  /** The slot of the line that holds an equal digest, or the empty slot where this line belongs. */
  #findSlot(line: number): number {
    const block = this.#blockOf(line);
    const offset = offsetOf(line);
    let slot = block.readUInt32LE(offset) % this.#slots.length;
    for (;;) {
      const holder = this.#slots[slot] ?? 0;
      if (holder === 0 || this.#isEqual(holder, { block, offset })) return slot;
      slot = slot + 1 === this.#slots.length ? 0 : slot + 1;
    }
  }

  #isEqual(holder: number, other: { readonly block: Buffer; readonly offset: number }): boolean {
    const start = offsetOf(holder);
    const end = other.offset + DIGEST_BYTES;
    const block = this.#blockOf(holder);
    return block.compare(other.block, other.offset, end, start, start + DIGEST_BYTES) === 0;
  }

  // Half as many slots again: doubling would leave up to 10 bytes a line in slots instead of 8.
  #grow(): void {
    const lines = this.#slots;
    this.#slots = new Uint32Array(Math.ceil(lines.length * 1.5));
    for (const line of lines) {
      if (line !== 0) this.#slots[this.#findSlot(line)] = line;
    }
  }

  #blockOf(line: number): Buffer {
    const block = this.#blocks[Math.floor((line - 1) / DIGESTS_PER_BLOCK)];
    if (block === undefined) throw new RangeError(`No digest was taken for line ${String(line)}.`);
    return block;
  }
}

function offsetOf(line: number): number {
  return ((line - 1) % DIGESTS_PER_BLOCK) * DIGEST_BYTES;
}
