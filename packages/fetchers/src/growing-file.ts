import { writeErrorOf } from '@llamaforge/schema';
import type { Hash } from 'node:crypto';
import { constants, writeSync } from 'node:fs';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { renameWhole } from './file-cache.ts';
import { hashFor, type RemoteFile } from './remote-file.ts';

const READ_BYTES = 1024 * 1024;

/** A file that comes from its first byte to its last, over several runs if need be, hashed as it grows. */
export class GrowingFile {
  readonly #path: string;
  readonly #file: RemoteFile;
  readonly #handle: FileHandle;
  #hash: Hash;
  #bytes = 0;
  #isOpen = true;

  private constructor(path: string, file: RemoteFile, handle: FileHandle) {
    this.#path = path;
    this.#file = file;
    this.#handle = handle;
    this.#hash = hashFor(file);
  }

  /** Opens what an earlier run left at `path`, or begins it; reads once what is there. */
  static async open(path: string, file: RemoteFile): Promise<GrowingFile> {
    const growing = await guarded(path, async () => {
      const handle = await open(path, constants.O_RDWR | constants.O_CREAT, 0o666);
      return new GrowingFile(path, file, handle);
    });
    try {
      await growing.#takeOver();
      return growing;
    } catch (error) {
      await growing.close();
      throw error;
    }
  }

  /** How much is there. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Whether all bytes are there and are the listed ones. */
  isListedFile(): boolean {
    return (
      this.#bytes === this.#file.bytes && this.#hash.copy().digest('hex') === this.#file.digest.hex
    );
  }

  /** Adds a chunk; what was written stays for the next run where the disk refuses more. */
  append(chunk: Uint8Array): void {
    try {
      writeFully(this.#handle.fd, chunk, this.#bytes);
    } catch (error) {
      throw writeErrorOf(error, this.#path);
    }
    this.#hash.update(chunk);
    this.#bytes += chunk.length;
  }

  /** Throws all bytes away. */
  async restart(): Promise<void> {
    await guarded(this.#path, () => this.#handle.truncate(0));
    this.#hash = hashFor(this.#file);
    this.#bytes = 0;
  }

  /** Syncs and closes the file and gives it its name. */
  async moveTo(path: string): Promise<void> {
    await guarded(this.#path, () => this.#handle.sync());
    await this.close();
    renameWhole(this.#path, path);
  }

  /** Closes the file and deletes it. */
  async remove(): Promise<void> {
    await this.close();
    await guarded(this.#path, () => rm(this.#path, { force: true }));
  }

  /** Leaves what is there for another run; a second call does nothing. */
  async close(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    await guarded(this.#path, () => this.#handle.close());
  }

  async #takeOver(): Promise<void> {
    const { size } = await guarded(this.#path, () => this.#handle.stat());
    if (size > this.#file.bytes) return this.restart();
    const buffer = new Uint8Array(READ_BYTES);
    while (this.#bytes < size) {
      const { bytesRead } = await guarded(this.#path, () =>
        this.#handle.read(buffer, 0, buffer.length, this.#bytes),
      );
      if (bytesRead === 0) return;
      this.#hash.update(buffer.subarray(0, bytesRead));
      this.#bytes += bytesRead;
    }
  }
}

/** Writes all of `bytes` at `position`, also where the system takes them in parts. */
export function writeFully(descriptor: number, bytes: Uint8Array, position: number): void {
  let written = 0;
  while (written < bytes.length) {
    // A write takes less time than to wait for another thread to do it: five times the rate, in pieces of 64 KB.
    written += writeSync(descriptor, bytes, written, bytes.length - written, position + written);
  }
}

async function guarded<T>(path: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw writeErrorOf(error, path);
  }
}
