const LINE_FEED = 0x0a;

/** A longer line is passed on as undefined: it could not become a string, and must not fill the memory. */
export const LONGEST_LINE_BYTES = 256 * 1024 * 1024;

/** Gets each line without its LF, valid until it returns; `end` is the offset in the file after the line and its LF. */
export type LineVisitor = (line: Buffer | undefined, end: number) => void;

/** Cuts chunks of bytes at each LF; a line over several chunks is put together once. */
export class LineSplitter {
  readonly #visit: LineVisitor;
  readonly #longestBytes: number;
  #offset = 0;
  #parts: Buffer[] = [];
  #partBytes = 0;

  constructor(visit: LineVisitor, longestBytes: number = LONGEST_LINE_BYTES) {
    this.#visit = visit;
    this.#longestBytes = longestBytes;
  }

  /** Visits every line that ends in this chunk; the chunk may be reused afterwards. */
  push(chunk: Buffer): void {
    let start = 0;
    for (
      let end = chunk.indexOf(LINE_FEED);
      end !== -1;
      start = end + 1, end = chunk.indexOf(LINE_FEED, start)
    ) {
      this.#visit(this.#complete(chunk.subarray(start, end)), this.#offset + end + 1);
    }
    this.#offset += chunk.length;
    if (start < chunk.length) this.#keep(chunk.subarray(start));
  }

  /** Visits a last line that has no LF; true where there was one. */
  end(): boolean {
    if (this.#partBytes === 0) return false;
    this.#visit(this.#complete(Buffer.alloc(0)), this.#offset);
    return true;
  }

  #keep(part: Buffer): void {
    this.#partBytes += part.length;
    if (this.#partBytes > this.#longestBytes) this.#parts = [];
    else this.#parts.push(Buffer.from(part));
  }

  #complete(last: Buffer): Buffer | undefined {
    if (this.#partBytes === 0) return last;
    const isTooLong = this.#partBytes + last.length > this.#longestBytes;
    const line = isTooLong ? undefined : Buffer.concat([...this.#parts, last]);
    this.#parts = [];
    this.#partBytes = 0;
    return line;
  }
}
