import { readSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { DamagedFileError, readErrorOf } from '@llamaforge/schema';
import { longestRowBytes } from './file-row.ts';
import { chunkBytes, openFile, type ReadOptions } from './read-file-chunks.ts';
import { readFully } from './spool-file.ts';

const lineFeed = 0x0a;
// Reading into one buffer without a wait takes a third of the time that promises do; every 16 MB a signal gets its turn.
const chunksPerTurn = 64;

/** Hears the line that `lines[index]` asks for, its line feed included; the bytes are a view that holds for this call alone. */
export type LineTaker = (index: number, line: Uint8Array) => void;

/**
 * Gives `take` the lines of a file that are asked for by number, from 0 and ascending; one that is named twice is given
 * twice, and a last line without a line feed gets one. Reads no further than the last of them; throws a
 * `DamagedFileError` where the file ends before it.
 */
export async function takeLines(
  path: string,
  lines: Uint32Array,
  options: ReadOptions & { readonly take: LineTaker },
): Promise<void> {
  const handle = await openFile(path);
  try {
    const picker = new LinePicker({ path, descriptor: handle.fd, lines, take: options.take });
    const buffer = Buffer.allocUnsafeSlow(chunkBytes);
    for (let chunks = 0; !picker.isDone; chunks += 1) {
      if (chunks % chunksPerTurn === 0) await setImmediate();
      options.signal?.throwIfAborted();
      const chunk = buffer.subarray(
        0,
        readSome(handle.fd, { path, buffer, position: picker.bytes }),
      );
      if (chunk.length === 0) break;
      options.onBytes?.(chunk.length);
      picker.push(chunk);
    }
    picker.end();
  } finally {
    await handle.close();
  }
}

function readSome(
  descriptor: number,
  at: { readonly path: string; readonly buffer: Buffer; readonly position: number },
): number {
  try {
    return readSync(descriptor, at.buffer, 0, at.buffer.length, at.position);
  } catch (error) {
    throw readErrorOf(error, at.path);
  }
}

interface LineRequest {
  readonly path: string;
  readonly descriptor: number;
  readonly lines: Uint32Array;
  readonly take: LineTaker;
}

class LinePicker {
  readonly #request: LineRequest;
  #index = 0;
  #line = 0;
  // Bytes of the file before the chunk at hand, and before the line that is open.
  #before = 0;
  #lineStart = 0;

  constructor(request: LineRequest) {
    this.#request = request;
  }

  get isDone(): boolean {
    return this.#index === this.#request.lines.length;
  }

  /** How many bytes were pushed. */
  get bytes(): number {
    return this.#before;
  }

  push(chunk: Buffer): void {
    let line = this.#line;
    let wanted = this.#wanted();
    let start = this.#lineStart - this.#before;
    for (
      let end = chunk.indexOf(lineFeed);
      end !== -1 && wanted !== -1;
      end = chunk.indexOf(lineFeed, start)
    ) {
      if (line === wanted) {
        this.#give(line, start < 0 ? this.#readAgain(end) : chunk.subarray(start, end + 1));
        wanted = this.#wanted();
      }
      line += 1;
      start = end + 1;
    }
    this.#line = line;
    this.#lineStart = this.#before + start;
    this.#before += chunk.length;
  }

  end(): void {
    if (this.#wanted() === this.#line && this.#before > this.#lineStart) {
      this.#give(this.#line, this.#readAgain(0));
      this.#line += 1;
    }
    if (this.isDone) return;
    throw new DamagedFileError(
      this.#request.path,
      `it ends after ${String(this.#line)} lines, before line ${String(this.#wanted() + 1)}`,
    );
  }

  #wanted(): number {
    return this.#request.lines[this.#index] ?? -1;
  }

  #give(line: number, bytes: Uint8Array): void {
    while (this.#wanted() === line) {
      this.#request.take(this.#index, bytes);
      this.#index += 1;
    }
    if (!this.isDone && this.#wanted() < line) {
      throw new Error(`Line ${String(this.#wanted())} is asked for after line ${String(line)}.`);
    }
  }

  // A line that began in an earlier chunk is read once more: one in 256 of 1 KB each, and nothing is carried over for it.
  #readAgain(end: number): Buffer {
    const length = this.#before + end - this.#lineStart;
    if (length > longestRowBytes) {
      throw new DamagedFileError(
        this.#request.path,
        `line ${String(this.#line + 1)} is longer than ${String(longestRowBytes / 1024 / 1024)} MB`,
      );
    }
    const line = Buffer.allocUnsafe(length + 1);
    readFully(this.#request.descriptor, {
      path: this.#request.path,
      offset: this.#lineStart,
      target: line.subarray(0, length),
    });
    line[length] = lineFeed;
    return line;
  }
}
