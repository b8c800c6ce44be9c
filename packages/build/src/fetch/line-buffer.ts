/** Lines as bytes that can be transferred to another thread: each with its line feed, and where each ends. */
export interface EncodedLines {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly ends: Uint32Array<ArrayBuffer>;
}

const firstBytes = 1024 * 1024;
// A row of hundreds of megabytes must not hold its buffer for ever.
const mostKeptBytes = 16 * 1024 * 1024;
const lineFeed = 0x0a;
// The most bytes that one UTF-16 unit of a text takes in UTF-8.
const mostBytesPerUnit = 3;

// Buffers that others have finished with: to fill a new one with zeros for every batch costs more than to copy out of it.
const spare: Buffer[] = [];

/** Gathers lines as UTF-8. */
export class LineBuffer {
  #buffer = spare.pop() ?? Buffer.allocUnsafeSlow(firstBytes);
  #bytes = 0;
  readonly #ends: number[] = [];

  /** Lines so far. */
  get lines(): number {
    return this.#ends.length;
  }

  /** Bytes so far. */
  get bytes(): number {
    return this.#bytes;
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

  /** Gives the lines; nothing can be added after that. */
  finish(): EncodedLines {
    const bytes = new Uint8Array(this.#bytes);
    bytes.set(this.#buffer.subarray(0, this.#bytes));
    if (this.#buffer.length <= mostKeptBytes) spare.push(this.#buffer);
    this.#buffer = Buffer.alloc(0);
    return { bytes, ends: Uint32Array.from(this.#ends) };
  }

  #grow(least: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(least, 2 * this.#buffer.length));
    larger.set(this.#buffer.subarray(0, this.#bytes));
    this.#buffer = larger;
  }
}
