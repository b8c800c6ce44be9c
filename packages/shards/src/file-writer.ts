import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DamagedFileError, writeErrorOf } from '@llamaforge/schema';
import { directSink, threadSink, type FileSink } from './file-sink.ts';
import { makeFolder } from './make-folder.ts';
import type { WriteThread } from './write-thread.ts';

/** What was written, for the manifest: `bytes`, `rows` and `sha256` (hex) of this writer's own part of the file. */
export interface WrittenPart {
  readonly bytes: number;
  readonly rows: number;
  readonly sha256: string;
}

/** A file as it is opened; `keptBytes` is what it had, undefined for a new one. */
interface OpenedFile {
  readonly path: string;
  readonly descriptor: number;
  readonly keptBytes: number | undefined;
}

const bufferBytes = 1024 * 1024;
// Below it a copy costs less than a call to the system.
const directBytes = 64 * 1024;
const lineFeed = 0x0a;
// The most bytes that one UTF-16 unit of a text takes in UTF-8.
const mostBytesPerUnit = 3;

/**
 * Writes a file through a buffer of 1 MB, hashing as it goes. Nothing is on the disk for sure before `finish`; a
 * file under a temporary name takes its own by `renameWhole`. Each failure is a `FileAccessError`, after which the
 * writer can only be discarded.
 */
export class FileWriter {
  readonly #path: string;
  readonly #keptBytes: number | undefined;
  readonly #sink: FileSink;
  readonly #buffer = Buffer.allocUnsafe(bufferBytes);
  #descriptor: number | undefined;
  #buffered = 0;
  #bytes = 0;
  #rows = 0;

  private constructor(
    { path, descriptor, keptBytes }: OpenedFile,
    thread: WriteThread | undefined,
  ) {
    this.#path = path;
    this.#descriptor = descriptor;
    this.#keptBytes = keptBytes;
    const file = { path, descriptor, position: keptBytes ?? 0 };
    this.#sink = thread === undefined ? directSink(file) : threadSink(thread, file);
  }

  /**
   * Begins a file anew, with the folders above it; what stood under the name is gone at once, so give a temporary name.
   * @param thread writes and hashes where it is given; it must outlive the writer
   */
  static create(path: string, thread?: WriteThread): FileWriter {
    makeFolder(dirname(path), path);
    return guarded(path, () => {
      const descriptor = openSync(path, 'w');
      return new FileWriter({ path, descriptor, keptBytes: undefined }, thread);
    });
  }

  /** Goes on after a file's first `committedBytes`, cutting off what a killed run left beyond; throws a `DamagedFileError` where the file is shorter. */
  static append(path: string, committedBytes: number): FileWriter {
    return guarded(path, () => {
      const descriptor = openSync(path, 'r+');
      try {
        const { size } = fstatSync(descriptor);
        if (size < committedBytes) {
          const detail = `it has ${String(size)} bytes where ${String(committedBytes)} were committed`;
          throw new DamagedFileError(path, detail);
        }
        if (size > committedBytes) ftruncateSync(descriptor, committedBytes);
        return new FileWriter({ path, descriptor, keptBytes: committedBytes }, undefined);
      } catch (error) {
        closeSync(descriptor);
        throw error;
      }
    });
  }

  /** Bytes given so far, those still in the buffer included. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Rows given so far. */
  get rows(): number {
    return this.#rows;
  }

  /** Writes one row: `text`, which holds no line feed, and a line feed. */
  writeLine(text: string): void {
    const mostBytes = text.length * mostBytesPerUnit + 1;
    if (mostBytes > bufferBytes) {
      this.writeBytes(Buffer.from(`${text}\n`, 'utf8'));
    } else {
      if (this.#buffered + mostBytes > bufferBytes) this.#flush();
      const begin = this.#buffered;
      this.#buffered += this.#buffer.write(text, begin, 'utf8');
      this.#buffer[this.#buffered] = lineFeed;
      this.#buffered += 1;
      this.#bytes += this.#buffered - begin;
    }
    this.#rows += 1;
  }

  /** Writes rows that are bytes already, each with its line feed. */
  writeRows(bytes: Uint8Array, rows: number): void {
    this.writeBytes(bytes);
    this.#rows += rows;
  }

  /** Writes bytes that are no rows, or whose rows the caller counts. */
  writeBytes(bytes: Uint8Array): void {
    this.#bytes += bytes.length;
    if (this.#buffered + bytes.length > bufferBytes) this.#flush();
    if (bytes.length > directBytes) {
      this.#flush();
      this.#sink.write(bytes);
      return;
    }
    this.#buffer.set(bytes, this.#buffered);
    this.#buffered += bytes.length;
  }

  /** Brings everything to the disk (fsync) and closes the file. */
  finish(): WrittenPart {
    const descriptor = this.#open();
    this.#flush();
    const sha256 = this.#sink.digest();
    guarded(this.#path, () => {
      fsyncSync(descriptor);
    });
    this.#close();
    return { bytes: this.#bytes, rows: this.#rows, sha256 };
  }

  /** Takes back what was written: a new file is removed, one that was appended to cut to what it had. Does nothing after `finish`. */
  discard(): void {
    if (this.#descriptor === undefined) return;
    const keptBytes = this.#keptBytes;
    this.#sink.quiesce();
    try {
      if (keptBytes !== undefined) ftruncateSync(this.#descriptor, keptBytes);
    } finally {
      this.#close();
    }
    if (keptBytes === undefined) rmSync(this.#path, { force: true });
  }

  [Symbol.dispose](): void {
    this.discard();
  }

  #flush(): void {
    if (this.#buffered === 0) return;
    this.#open();
    this.#sink.write(this.#buffer.subarray(0, this.#buffered));
    this.#buffered = 0;
  }

  #open(): number {
    if (this.#descriptor === undefined) throw new Error(`The writer of ${this.#path} is closed.`);
    return this.#descriptor;
  }

  #close(): void {
    const descriptor = this.#open();
    this.#descriptor = undefined;
    guarded(this.#path, () => {
      closeSync(descriptor);
    });
  }
}

function guarded<T>(path: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    throw writeErrorOf(error, path);
  }
}
