import { DamagedFileError } from '@llamaforge/schema';
import { longestRowBytes } from './file-row.ts';
import { byteOrderMarkBytes } from './json-lines.ts';
import { JsonValueScanner } from './json-value-scanner.ts';

/** Walks over JSON that comes in chunks and cuts whole values out of it; nothing but the value that is being cut is held. */
export class JsonCursor {
  readonly #path: string;
  readonly #chunks: AsyncIterator<Buffer>;
  #chunk: Buffer = Buffer.alloc(0);
  #at = 0;
  #chunkOffset = 0;
  #isAtStart = true;

  /** @param path named by errors */
  constructor(path: string, chunks: AsyncIterable<Buffer>) {
    this.#path = path;
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** How many bytes lie before the cursor. */
  get offset(): number {
    return this.#chunkOffset + this.#at;
  }

  /** The next byte that is not blank, without passing it; -1 at the end. */
  async peek(): Promise<number> {
    for (;;) {
      for (; this.#at < this.#chunk.length; this.#at += 1) {
        const byte = this.#chunk[this.#at] ?? -1;
        if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return byte;
      }
      if (!(await this.#fill())) return -1;
    }
  }

  /** Passes the byte that `peek` has shown. */
  pass(): void {
    this.#at += 1;
  }

  /** Passes `character`, or throws a `DamagedFileError` that says what stands in its place. */
  async expect(character: string): Promise<void> {
    const byte = await this.peek();
    if (byte !== character.charCodeAt(0))
      throw this.damaged(`${shown(byte)} stands where ${character} should`);
    this.pass();
  }

  /** Cuts out the value that begins at the next byte that is not blank. */
  async takeValue(): Promise<Buffer> {
    const pieces: Buffer[] = [];
    await this.#walkValue((piece) => pieces.push(piece));
    const [first] = pieces;
    return pieces.length === 1 && first !== undefined ? first : Buffer.concat(pieces);
  }

  /** Passes a value of any length. */
  async skipValue(): Promise<void> {
    await this.#walkValue(undefined);
  }

  /** Throws where anything but blanks is left. */
  async expectEnd(): Promise<void> {
    const byte = await this.peek();
    if (byte !== -1) throw this.damaged(`${shown(byte)} follows the end of its JSON`);
  }

  /** The error for broken structure here. */
  damaged(detail: string): DamagedFileError {
    return new DamagedFileError(this.#path, `${detail} (byte ${String(this.offset + 1)})`);
  }

  /** Closes what the chunks come from. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  async #walkValue(hold: ((piece: Buffer) => void) | undefined): Promise<void> {
    const first = await this.peek();
    if (!beginsValue(first)) throw this.damaged(`${shown(first)} stands where a value should`);
    const begin = this.offset;
    const scanner = new JsonValueScanner();
    for (;;) {
      const end = scanner.scan(this.#chunk, this.#at);
      const piece = this.#chunk.subarray(this.#at, end === -1 ? undefined : end);
      this.#at += piece.length;
      hold?.(piece);
      if (end !== -1) return;
      if (hold !== undefined && this.offset - begin > longestRowBytes) {
        throw this.damaged(`a value is longer than ${String(longestRowBytes / 1024 / 1024)} MB`);
      }
      if (!(await this.#fill())) {
        if (scanner.mayEndHere) return;
        throw this.damaged(`the value that begins at byte ${String(begin + 1)} is not closed`);
      }
    }
  }

  async #fill(): Promise<boolean> {
    const next = await this.#chunks.next();
    this.#chunkOffset += this.#chunk.length;
    this.#at = 0;
    this.#chunk = next.done === true ? Buffer.alloc(0) : next.value;
    if (this.#isAtStart && next.done !== true) await this.#skipByteOrderMark();
    return next.done !== true;
  }

  async #skipByteOrderMark(): Promise<void> {
    this.#isAtStart = false;
    // The mark may be cut by a chunk's end.
    while (this.#chunk.length < 3) {
      const next = await this.#chunks.next();
      if (next.done === true) break;
      this.#chunk = Buffer.concat([this.#chunk, next.value]);
    }
    this.#at = byteOrderMarkBytes(this.#chunk);
  }
}

/** How a message shows a byte that it stumbles over. */
function shown(byte: number): string {
  if (byte === -1) return 'the end of the file';
  const isVisible = byte > 0x20 && byte < 0x7f;
  return isVisible ? String.fromCharCode(byte) : `the byte 0x${byte.toString(16).padStart(2, '0')}`;
}

function beginsValue(byte: number): boolean {
  return byte !== -1 && !',:]}'.includes(String.fromCharCode(byte));
}
