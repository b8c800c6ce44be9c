/** Digests' first 8 bytes with the source of a file that held each, in arrays that grow; 10 bytes a digest. */
export class HeldDigests {
  #high = new Uint32Array(1024);
  #low = new Uint32Array(1024);
  #sources = new Int16Array(1024);
  #count = 0;

  add(high: number, low: number, source: number): void {
    if (this.#count === this.#high.length) this.#grow();
    this.#high[this.#count] = high;
    this.#low[this.#count] = low;
    this.#sources[this.#count] = source;
    this.#count += 1;
  }

  /** All that were added, in the order in which they came. */
  get prefixes(): { readonly high: Uint32Array; readonly low: Uint32Array } {
    return {
      high: this.#high.subarray(0, this.#count),
      low: this.#low.subarray(0, this.#count),
    };
  }

  /** The source of each. */
  get sources(): Int16Array {
    return this.#sources.subarray(0, this.#count);
  }

  // By half: at millions of digests, twice as many would be more memory than all else.
  #grow(): void {
    const length = Math.ceil(1.5 * this.#count);
    const [high, low, sources] = [this.#high, this.#low, this.#sources];
    this.#high = new Uint32Array(length);
    this.#low = new Uint32Array(length);
    this.#sources = new Int16Array(length);
    this.#high.set(high);
    this.#low.set(low);
    this.#sources.set(sources);
  }
}
