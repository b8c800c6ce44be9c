import type { SpoolFile } from './spool-file.ts';

/** What stands before each line in a bucket: its position and its length in bytes, both as 32-bit little-endian numbers. */
export const lineHeaderBytes = 8;

/**
 * Lines in the order they came, as one run of bytes. What the bucket's own buffer cannot hold goes to the spool, a
 * buffer at a time, so that many buckets share one file and write it in large pieces.
 */
export class LineBucket {
  readonly #buffer: Buffer;
  readonly #spool: SpoolFile;
  readonly #header = Buffer.alloc(lineHeaderBytes);
  // Where in the spool each buffer went; all are full, so that a byte's place follows from its number.
  readonly #blocks: number[] = [];
  #used = 0;

  /** @param buffer at least one byte, this bucket's alone */
  constructor(buffer: Buffer, spool: SpoolFile) {
    this.#buffer = buffer;
    this.#spool = spool;
  }

  /** How many bytes there are, the lines' headers included. */
  get bytes(): number {
    return this.#blocks.length * this.#buffer.length + this.#used;
  }

  /** Whether the buffer can take one more line without a write to the spool. */
  hasRoomFor(line: Uint8Array): boolean {
    return this.#used + lineHeaderBytes + line.length <= this.#buffer.length;
  }

  /** Appends a line, whose last byte is its line feed. */
  add(position: number, line: Uint8Array): void {
    if (this.hasRoomFor(line)) {
      this.#buffer.writeUInt32LE(position, this.#used);
      this.#buffer.writeUInt32LE(line.length, this.#used + 4);
      this.#buffer.set(line, this.#used + lineHeaderBytes);
      this.#used += lineHeaderBytes + line.length;
      return;
    }
    this.#header.writeUInt32LE(position, 0);
    this.#header.writeUInt32LE(line.length, 4);
    this.#append(this.#header);
    this.#append(line);
  }

  /** All bytes as they stand in the buffer, where nothing was spooled yet; add no more then. */
  whole(): Buffer {
    if (this.#blocks.length > 0) throw new Error('A part of the bucket is in the spool.');
    return this.#buffer.subarray(0, this.#used);
  }

  /** Fills `target` with the bytes from `offset` on. */
  read(offset: number, target: Buffer): void {
    for (let done = 0; done < target.length;) {
      const block = Math.floor((offset + done) / this.#buffer.length);
      const within = offset + done - block * this.#buffer.length;
      const piece = target.subarray(done, done + this.#buffer.length - within);
      const place = this.#blocks[block];
      if (place === undefined) this.#buffer.copy(piece, 0, within, within + piece.length);
      else this.#spool.read(place + within, piece);
      done += piece.length;
    }
  }

  #append(bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length;) {
      const piece = bytes.subarray(done, done + this.#buffer.length - this.#used);
      this.#buffer.set(piece, this.#used);
      this.#used += piece.length;
      done += piece.length;
      if (this.#used === this.#buffer.length) this.#flush();
    }
  }

  #flush(): void {
    this.#blocks.push(this.#spool.append(this.#buffer));
    this.#used = 0;
  }
}
