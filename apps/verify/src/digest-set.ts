const DIGEST_BYTES = 20;
const DIGESTS_PER_BLOCK = 1 << 16;
const FIRST_SLOTS = 1 << 12;

/** A digest's 20 bytes from an offset on. */
interface DigestPlace {
  readonly block: Buffer;
  readonly offset: number;
}

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
    const slot = this.#findSlot(this.#placeOf(this.#lines));
    const holder = this.#slots[slot] ?? 0;
    if (holder !== 0) return holder;
    this.#slots[slot] = this.#lines;
    this.#held += 1;
    return 0;
  }

  /** The 1-based line that holds an equal digest, 0 where none does; takes nothing. */
  holderOf(digest: Buffer): number {
    return this.#slots[this.#findSlot({ block: digest, offset: 0 })] ?? 0;
  }

  /** Passes over a line that has no digest. */
  skip(): void {
    this.#makeRoom();
    this.#lines += 1;
  }

  #store(digest: Uint8Array): void {
    this.#makeRoom();
    this.#lines += 1;
    const { block, offset } = this.#placeOf(this.#lines);
    block.set(digest, offset);
  }

  #makeRoom(): void {
    if (this.#lines === this.#blocks.length * DIGESTS_PER_BLOCK) {
      this.#blocks.push(Buffer.alloc(DIGESTS_PER_BLOCK * DIGEST_BYTES));
    }
  }

  /** The slot of the line that holds an equal digest, or the empty slot where the digest belongs. */
  #findSlot(digest: DigestPlace): number {
    let slot = digest.block.readUInt32LE(digest.offset) % this.#slots.length;
    for (;;) {
      const holder = this.#slots[slot] ?? 0;
      if (holder === 0 || this.#isEqual(holder, digest)) return slot;
      slot = slot + 1 === this.#slots.length ? 0 : slot + 1;
    }
  }

  #isEqual(holder: number, { block, offset }: DigestPlace): boolean {
    const held = this.#placeOf(holder);
    const end = offset + DIGEST_BYTES;
    return held.block.compare(block, offset, end, held.offset, held.offset + DIGEST_BYTES) === 0;
  }

  // Half as many slots again: doubling would leave up to 10 bytes a line in slots instead of 8.
  #grow(): void {
    const lines = this.#slots;
    this.#slots = new Uint32Array(Math.ceil(lines.length * 1.5));
    for (const line of lines) {
      if (line !== 0) this.#slots[this.#findSlot(this.#placeOf(line))] = line;
    }
  }

  #placeOf(line: number): DigestPlace {
    const block = this.#blocks[Math.floor((line - 1) / DIGESTS_PER_BLOCK)];
    if (block === undefined) throw new RangeError(`No digest was taken for line ${String(line)}.`);
    return { block, offset: ((line - 1) % DIGESTS_PER_BLOCK) * DIGEST_BYTES };
  }
}
