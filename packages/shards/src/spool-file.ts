import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { DamagedFileError, readErrorOf, writeErrorOf } from '@llamaforge/schema';
import { makeFolder } from './make-folder.ts';
import { writeFully } from './write-fully.ts';

/** A file for what does not fit in memory, there from its first byte until `remove`. Each failure is a `FileAccessError`. */
export class SpoolFile {
  readonly #path: string;
  #descriptor: number | undefined;
  #end = 0;

  /** @param path a temporary name: what stands under it is overwritten, and removed at the end */
  constructor(path: string) {
    this.#path = path;
  }

  /** Writes bytes at the file's end; gives the offset that they begin at. */
  append(bytes: Uint8Array): number {
    const offset = this.#end;
    try {
      this.#descriptor ??= this.#create();
      const descriptor = this.#descriptor;
      writeFully(bytes, (rest) => {
        const written = writeSync(descriptor, rest, 0, rest.length, this.#end);
        this.#end += written;
        return written;
      });
    } catch (error) {
      throw writeErrorOf(error, this.#path);
    }
    return offset;
  }

  /** Fills `target` with the bytes from `offset` on. */
  read(offset: number, target: Uint8Array): void {
    if (this.#descriptor === undefined) throw new Error(`${this.#path} holds no bytes.`);
    readFully(this.#descriptor, { path: this.#path, offset, target });
  }

  /** Closes the file and takes it away; does nothing where none was made. */
  remove(): void {
    if (this.#descriptor === undefined) return;
    const descriptor = this.#descriptor;
    this.#descriptor = undefined;
    try {
      closeSync(descriptor);
      rmSync(this.#path, { force: true });
    } catch (error) {
      throw writeErrorOf(error, this.#path);
    }
  }

  #create(): number {
    makeFolder(dirname(this.#path), this.#path);
    return openSync(this.#path, 'w+');
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
