import { DamagedFileError } from '@llamaforge/schema';
import { longestRowBytes } from './file-row.ts';

const lineFeed = 0x0a;

/** Cuts bytes that come in chunks of any size into lines at U+000A; holds no more than the line that is open. */
export class LineSplitter {
  readonly #path: string;
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #lines = 0;

  /** @param path named by the error for a line longer than any row can be */
  constructor(path: string) {
    this.#path = path;
  }

  /** The lines that end in `chunk`, without their line feed. A line in one piece is a view of the chunk, not a copy. */
  *push(chunk: Buffer): Generator<Buffer, void, undefined> {
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, start)) {
      this.#lines += 1;
      yield this.#join(chunk.subarray(start, end));
      start = end + 1;
    }
    if (start < chunk.length) this.#hold(chunk.subarray(start));
  }

  /** The last line where it has no line feed, undefined where the last byte was one. */
  end(): Buffer | undefined {
    return this.#pending.length === 0 ? undefined : this.#join(Buffer.alloc(0));
  }

  #hold(piece: Buffer): void {
    this.#pending.push(piece);
    this.#pendingBytes += piece.length;
    if (this.#pendingBytes > longestRowBytes) {
      throw new DamagedFileError(
        this.#path,
        `line ${String(this.#lines + 1)} is longer than ${String(longestRowBytes / 1024 / 1024)} MB`,
      );
    }
  }

  // The pieces are put together once, at the line's end: adding each to the last would copy a 50 MB line 200 times.
  #join(last: Buffer): Buffer {
    if (this.#pending.length === 0) return last;
    const line = Buffer.concat([...this.#pending, last]);
    this.#pending = [];
    this.#pendingBytes = 0;
    return line;
  }
}
