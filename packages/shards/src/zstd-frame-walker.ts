// The layout of a .zst file: RFC 8878, section 3. Frames stand one after another; a frame is a header, blocks
// whose headers give their sizes, and maybe a checksum. So its end is found without decompressing a byte.

const frameMagic = 0xfd2fb528;
const skippableMagic = 0x184d2a50; // ... to 0x184d2a5f
const checksumBytes = 4;

type State = 'magic' | 'descriptor' | 'skippable size' | 'block';

/**
 * Follows the frames of a zstd file as its bytes go by. The decoders differ in whether they notice a cut between
 * two blocks, and Node's own stops in silence after the first frame; this sees every frame begin and end.
 */
export class ZstdFrameWalker {
  #state: State = 'magic';
  readonly #field: number[] = [];
  #skip = 0;
  #hasChecksum = false;
  #isSkippable = false;
  #offset = 0;

  /** Follows `chunk` from index `from` to the end of the frame or of the chunk, whichever is first; gives the index after it. Throws an `Error` where no frame can be. */
  walk(chunk: Uint8Array, from: number): number {
    let at = from;
    do {
      if (this.#skip > 0) {
        const step = Math.min(this.#skip, chunk.length - at);
        this.#skip -= step;
        at += step;
        continue;
      }
      this.#field.push(chunk[at] ?? 0);
      at += 1;
      if (this.#field.length < fieldBytes(this.#state)) continue;
      const problem = this.#take(littleEndian(this.#field));
      if (problem !== undefined) {
        throw new Error(`${problem} before byte ${String(this.#offset + at - from)}`);
      }
      this.#field.length = 0;
    } while (at < chunk.length && !this.isBetweenFrames);
    this.#offset += at - from;
    return at;
  }

  /** Whether the bytes so far end where a frame ends; also true before the first byte. */
  get isBetweenFrames(): boolean {
    return this.#state === 'magic' && this.#skip === 0 && this.#field.length === 0;
  }

  /** Whether the frame that was walked last holds no data but a user's note, which is to be passed over. */
  get isSkippable(): boolean {
    return this.#isSkippable;
  }

  #take(value: number): string | undefined {
    switch (this.#state) {
      case 'magic':
        return this.#takeMagic(value);
      case 'descriptor':
        this.#hasChecksum = (value & 4) !== 0;
        this.#skip = headerBytesAfter(value);
        this.#state = 'block';
        return undefined;
      case 'skippable size':
        this.#skip = value;
        this.#state = 'magic';
        return undefined;
      case 'block':
        return this.#takeBlock(value);
    }
  }

  #takeMagic(value: number): string | undefined {
    this.#isSkippable = value - (value % 16) === skippableMagic;
    if (value !== frameMagic && !this.#isSkippable) return 'no zstd frame begins';
    this.#state = this.#isSkippable ? 'skippable size' : 'descriptor';
    return undefined;
  }

  #takeBlock(value: number): string | undefined {
    const type = (value >> 1) & 3;
    if (type === 3) return 'there is no such block type';
    const isRepeatedByte = type === 1;
    this.#skip = isRepeatedByte ? 1 : value >> 3;
    const isLast = (value & 1) === 1;
    if (isLast) {
      this.#skip += this.#hasChecksum ? checksumBytes : 0;
      this.#state = 'magic';
    }
    return undefined;
  }
}

function fieldBytes(state: State): number {
  switch (state) {
    case 'magic':
    case 'skippable size':
      return 4;
    case 'descriptor':
      return 1;
    case 'block':
      return 3;
  }
}

function headerBytesAfter(descriptor: number): number {
  const isSingleSegment = (descriptor & 32) !== 0;
  const windowBytes = isSingleSegment ? 0 : 1;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const contentSizeBytes = [isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  return windowBytes + dictionaryBytes + contentSizeBytes;
}

function littleEndian(bytes: readonly number[]): number {
  return bytes.reduceRight((value, byte) => value * 256 + byte, 0);
}
