/** Lines as bytes that can be transferred to another thread: each with its line feed, and where each ends. */
export interface EncodedLines {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly ends: Uint32Array<ArrayBuffer>;
}

const firstBytes = 512 * 1024;
const lineFeed = 0x0a;
// The most bytes that one UTF-16 unit of a text takes in UTF-8.
const mostBytesPerUnit = 3;

/** Gathers lines as UTF-8. */
export class LineBuffer {
  #buffer = Buffer.from(new ArrayBuffer(firstBytes));
  #bytes = 0;
  readonly #ends: number[] = [];

  /** Lines so far. */
  get lines(): number {
    return this.#ends.length;
  }

  /** Adds `text`, which holds no line feed, and a line feed. */
  add(text: string): void {
    const most = this.#bytes + text.length * mostBytesPerUnit + 1;
    if (most > this.#buffer.length) this.#grow(most);
    this.#bytes += this.#buffer.write(text, this.#bytes, 'utf8');
    this.#buffer[this.#bytes] = lineFeed;
    this.#bytes += 1;
    this.#ends.push(this.#bytes);
  }

  /** Adds no line where others have one, so that lines keep the numbers of what they belong to. */
  addNone(): void {
    this.#ends.push(this.#bytes);
  }

  finish(): EncodedLines {
    // Cut to its size: what is transferred goes whole.
    const bytes = new Uint8Array(this.#bytes);
    bytes.set(this.#buffer.subarray(0, this.#bytes));
    return { bytes, ends: Uint32Array.from(this.#ends) };
  }

  #grow(least: number): void {
    const larger = Buffer.from(new ArrayBuffer(Math.max(least, 2 * this.#buffer.length)));
    larger.set(this.#buffer.subarray(0, this.#bytes));
    this.#buffer = larger;
  }
}
