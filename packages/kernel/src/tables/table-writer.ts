/** Puts the parts of a position-independent table one behind the other, after a header of offsets and numbers. */
export class TableWriter {
  readonly #header: DataView<ArrayBuffer>;
  readonly #parts: { readonly at: number; readonly bytes: Uint8Array }[] = [];
  #length: number;

  /** @param headerBytes divisible by 64 */
  constructor(headerBytes: number) {
    this.#header = new DataView(new ArrayBuffer(headerBytes));
    this.#length = headerBytes;
  }

  /** Adds a part and returns its offset, which is divisible by 64. */
  append(part: Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array): number {
    const at = this.#length;
    this.#parts.push({ at, bytes: new Uint8Array(part.buffer, part.byteOffset, part.byteLength) });
    this.#length += Math.ceil(part.byteLength / alignment) * alignment;
    return at;
  }

  /** Writes a 32-bit number, signed or not, into the header. */
  setNumber(at: number, value: number): void {
    this.#header.setUint32(at, value, true);
  }

  /** The whole table. */
  bytes(): Uint8Array<ArrayBuffer> {
    const table = new Uint8Array(this.#length);
    table.set(new Uint8Array(this.#header.buffer));
    for (const { at, bytes } of this.#parts) table.set(bytes, at);
    return table;
  }
}

// A cache line.
const alignment = 64;
