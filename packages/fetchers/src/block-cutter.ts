/** Where blocks begin and end; `endOf` is exclusive. */
export interface BlockBounds {
  startOf(index: number): number;
  endOf(index: number): number;
}

/** Puts the pieces of a body that begins at a block's start together to whole blocks. */
export class BlockCutter {
  readonly #bounds: BlockBounds;
  #index: number;
  #block: Uint8Array;
  #filledBytes = 0;

  /** @param first the block that the body begins with */
  constructor(bounds: BlockBounds, first: number) {
    this.#bounds = bounds;
    this.#index = first;
    this.#block = this.#emptyBlock();
  }

  /** The blocks that a chunk completes, in order; each may be kept. The file's end ends the last. */
  *cut(chunk: Uint8Array): Generator<{ readonly index: number; readonly bytes: Uint8Array }> {
    let rest = chunk;
    while (rest.length > 0) {
      const part = rest.subarray(0, this.#block.length - this.#filledBytes);
      this.#block.set(part, this.#filledBytes);
      this.#filledBytes += part.length;
      rest = rest.subarray(part.length);
      if (this.#filledBytes < this.#block.length) return;
      yield { index: this.#index, bytes: this.#block };
      this.#index += 1;
      this.#filledBytes = 0;
      this.#block = this.#emptyBlock();
    }
  }

  #emptyBlock(): Uint8Array {
    const bytes = this.#bounds.endOf(this.#index) - this.#bounds.startOf(this.#index);
    // Behind the last block there is none.
    return new Uint8Array(Math.max(0, bytes));
  }
}
