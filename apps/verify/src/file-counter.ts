import { createHash } from 'node:crypto';

/** A whole file in three figures; `rows` counts its lines, a last one without LF among them. */
export interface FileFigures {
  readonly bytes: number;
  readonly rows: number;
  readonly sha256: string;
}

/** Takes rows, bytes and sha256 of a file while it is read. */
export class FileCounter {
  readonly #hash = createHash('sha256');
  #bytes = 0;
  #rows = 0;

  get bytes(): number {
    return this.#bytes;
  }

  /** Takes the next bytes of the file. */
  addBytes(chunk: Buffer): void {
    this.#hash.update(chunk);
    this.#bytes += chunk.length;
  }

  /** Counts a line, wherever it ends. */
  addLine(): void {
    this.#rows += 1;
  }

  /** All that was read; to be called once, at the end of the file. */
  summarize(): FileFigures {
    return { bytes: this.#bytes, rows: this.#rows, sha256: this.#hash.digest('hex') };
  }
}
