// Room for a block, and behind it for the longest line there can be: 16 KB of text in which each character is `\uXXXX`.
const blockBytes = 1024 * 1024;
const longestLineBytes = 256 * 1024;

/** Lines as bytes, put together piece by piece and taken a megabyte at a time. */
export class LineBuffer {
  readonly #bytes = Buffer.allocUnsafe(blockBytes + longestLineBytes);
  #at = 0;

  /** Where the next byte goes. */
  get at(): number {
    return this.#at;
  }

  put(bytes: Uint8Array): void {
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  /** For a few characters: a call to the encoder takes longer than to put them one by one. */
  putAscii(text: string): void {
    for (let i = 0; i < text.length; i += 1) this.#bytes[this.#at + i] = text.charCodeAt(i);
    this.#at += text.length;
  }

  putByte(byte: number): void {
    this.#bytes[this.#at] = byte;
    this.#at += 1;
  }

  /** Changes a byte that was put. */
  replaceByte(at: number, byte: number): void {
    this.#bytes[at] = byte;
  }

  /** Drops what was put from `at` on, and of the character there what stands before it. */
  cutTo(at: number): void {
    this.#at = at;
    while (((this.#bytes[this.#at] ?? 0) & 0xc0) === 0x80) this.#at -= 1;
  }

  /** Drops a blank if it is the last byte. */
  dropBlank(): void {
    if (this.#bytes[this.#at - 1] === 0x20) this.#at -= 1;
  }

  isFull(): boolean {
    return this.#at >= blockBytes;
  }

  /** All lines so far, good until the next one is put; the buffer is empty then. */
  take(): Uint8Array {
    const block = this.#bytes.subarray(0, this.#at);
    this.#at = 0;
    return block;
  }
}
