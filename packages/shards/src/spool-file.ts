import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { DamagedFileError, readErrorOf, writeErrorOf } from '@llamaforge/schema';
import { makeFolder } from './make-folder.ts';
import { writeFully } from './write-fully.ts';
import type { ThreadFile, WriteThread } from './write-thread.ts';

/** A file for what does not fit in memory, there from its first byte until `remove`. Each failure is a `FileAccessError`. */
export class SpoolFile {
  readonly #path: string;
  readonly #thread: WriteThread | undefined;
  #file: ThreadFile | undefined;
  #end = 0;
  #isSettled = true;

  /**
   * @param path a temporary name: what stands under it is overwritten, and removed at the end
   * @param thread writes where it is given; it must outlive the file
   */
  constructor(path: string, thread?: WriteThread) {
    this.#path = path;
    this.#thread = thread;
  }

  /** Writes bytes at the file's end; gives the offset that they begin at. */
  append(bytes: Uint8Array): number {
    const offset = this.#end;
    this.#file ??= this.#create();
    if (this.#thread === undefined) this.#writeHere(this.#file, bytes);
    else this.#thread.write(this.#file, offset, bytes);
    this.#end += bytes.length;
    this.#isSettled = false;
    return offset;
  }

  /** Fills `target` with the bytes from `offset` on. */
  read(offset: number, target: Uint8Array): void {
    if (this.#file === undefined) throw new Error(`${this.#path} holds no bytes.`);
    // Only once: the thread may have other files' bytes to write by then.
    if (!this.#isSettled) this.#thread?.settle();
    this.#isSettled = true;
    readFully(this.#file.descriptor, { path: this.#path, offset, target });
  }

  /** Closes the file and takes it away; does nothing where none was made. */
  remove(): void {
    if (this.#file === undefined) return;
    const { descriptor } = this.#file;
    this.#file = undefined;
    if (!this.#isSettled) this.#thread?.quiesce();
    try {
      closeSync(descriptor);
      rmSync(this.#path, { force: true });
    } catch (error) {
      throw writeErrorOf(error, this.#path);
    }
  }

  #writeHere({ descriptor }: ThreadFile, bytes: Uint8Array): void {
    let end = this.#end;
    try {
      writeFully(bytes, (rest) => {
        const written = writeSync(descriptor, rest, 0, rest.length, end);
        end += written;
        return written;
      });
    } catch (error) {
      throw writeErrorOf(error, this.#path);
    }
  }

  #create(): ThreadFile {
    makeFolder(dirname(this.#path), this.#path);
    try {
      return { path: this.#path, descriptor: openSync(this.#path, 'w+'), isHashed: false };
    } catch (error) {
      throw writeErrorOf(error, this.#path);
    }
  }
}

/** Fills `target` with a file's bytes from `offset` on; a `DamagedFileError` where the file ends before. */
export function readFully(
  descriptor: number,
  {
    path,
    offset,
    target,
  }: { readonly path: string; readonly offset: number; readonly target: Uint8Array },
): void {
  try {
    for (let done = 0; done < target.length;) {
      const read = readSync(descriptor, target, done, target.length - done, offset + done);
      if (read === 0) throw new DamagedFileError(path, 'it was cut short while it was read');
      done += read;
    }
  } catch (error) {
    throw readErrorOf(error, path);
  }
}
