import { readErrorOf, writeErrorOf } from '@llamaforge/schema';
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { hasListedBytes, isCached, renameWhole } from './file-cache.ts';
import { writeFully } from './growing-file.ts';
import type { RemoteFile } from './remote-file.ts';

// What an interrupted run loses at most, and a row group's request is rounded to: small beside a group, which has tens
// of megabytes, and large beside what a request costs.
const BLOCK_BYTES = 1024 * 1024;

/**
 * A file of which any blocks may be there: a sparse file beside a journal with a line a block, its number and SHA-256.
 * A block that an earlier run wrote is believed once its bytes still fit its line.
 */
export class BlockStore {
  /** Of the full length from the start; holes read as zeros. */
  readonly path: string;
  readonly #file: RemoteFile;
  readonly #data: FileHandle;
  readonly #journal: FileHandle;
  readonly #noted = new Map<number, string>();
  readonly #trusted = new Set<number>();
  #isOpen = true;

  private constructor(
    path: string,
    file: RemoteFile,
    handles: { readonly data: FileHandle; readonly journal: FileHandle },
  ) {
    this.path = path;
    this.#file = file;
    this.#data = handles.data;
    this.#journal = handles.journal;
  }

  /** Opens what an earlier run left at `path`, or begins it. */
  static async open(path: string, file: RemoteFile): Promise<BlockStore> {
    const flags = constants.O_RDWR | constants.O_CREAT;
    const data = await guarded(path, () => open(path, flags, 0o666));
    try {
      await guarded(path, () => data.truncate(file.bytes));
      const journal = await guarded(journalPath(path), () => open(journalPath(path), 'a+', 0o666));
      const store = new BlockStore(path, file, { data, journal });
      await store.#readJournal();
      return store;
    } catch (error) {
      await data.close();
      throw error;
    }
  }

  /** The number of blocks of the whole file. */
  get count(): number {
    return Math.ceil(this.#file.bytes / BLOCK_BYTES);
  }

  /** The blocks that were written or checked in this run. */
  get trustedCount(): number {
    return this.#trusted.size;
  }

  /** Whether every block is there, checked in this run. */
  get isWhole(): boolean {
    return this.#trusted.size === this.count;
  }

  /** The block that holds a byte. */
  indexOf(position: number): number {
    return Math.floor(position / BLOCK_BYTES);
  }

  /** Where a block begins. */
  startOf(index: number): number {
    return index * BLOCK_BYTES;
  }

  /** Where a block ends, exclusive: the last one is shorter. */
  endOf(index: number): number {
    return Math.min((index + 1) * BLOCK_BYTES, this.#file.bytes);
  }

  /** Whether a block is there; reads one of an earlier run the first time. */
  async has(index: number): Promise<boolean> {
    if (this.#trusted.has(index)) return true;
    const noted = this.#noted.get(index);
    if (noted === undefined) return false;
    const bytes = new Uint8Array(this.endOf(index) - this.startOf(index));
    const { bytesRead } = await this.#data
      .read(bytes, 0, bytes.length, this.startOf(index))
      .catch((error: unknown) => {
        throw readErrorOf(error, this.path);
      });
    const isIntact = bytesRead === bytes.length && sha256(bytes) === noted;
    if (isIntact) this.#trusted.add(index);
    else this.#noted.delete(index);
    return isIntact;
  }

  /** Keeps a whole block: first its bytes, then its line. */
  async write(index: number, bytes: Uint8Array): Promise<void> {
    const digest = sha256(bytes);
    try {
      writeFully(this.#data.fd, bytes, this.startOf(index));
    } catch (error) {
      throw writeErrorOf(error, this.path);
    }
    await this.#note(`${String(index)} ${digest}\n`);
    this.#noted.set(index, digest);
    this.#trusted.add(index);
  }

  /** Takes a block for missing, also in a later run. */
  async forget(index: number): Promise<void> {
    this.#trusted.delete(index);
    this.#noted.delete(index);
    await this.#note(`${String(index)} -\n`);
  }

  /** Whether the whole file's bytes are the listed ones. */
  async isListedFile(signal?: AbortSignal): Promise<boolean> {
    return hasListedBytes(this.path, this.#file, signal);
  }

  /** Syncs and closes the file and gives it its name in the cache. */
  async moveTo(path: string, cacheFolder: string): Promise<void> {
    await guarded(this.path, () => this.#data.sync());
    await this.close();
    // Whoever else read the same file may have been first.
    if (!isCached(cacheFolder, this.#file)) renameWhole(this.path, path);
    await this.remove();
  }

  /** Closes and deletes all that is there. */
  async remove(): Promise<void> {
    await this.close();
    for (const path of [this.path, journalPath(this.path)]) {
      await guarded(path, () => rm(path, { force: true }));
    }
  }

  /** Leaves the blocks for another run; a second call does nothing. */
  async close(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    await guarded(this.path, () => this.#data.close());
    await guarded(this.path, () => this.#journal.close());
  }

  async #readJournal(): Promise<void> {
    const text = await guarded(journalPath(this.path), () => this.#journal.readFile('utf8'));
    for (const line of text.split('\n')) {
      const [, index, digest] = /^(\d{1,9}) ([0-9a-f]{64}|-)$/u.exec(line) ?? [];
      if (index === undefined || digest === undefined || Number(index) >= this.count) continue;
      if (digest === '-') this.#noted.delete(Number(index));
      else this.#noted.set(Number(index), digest);
    }
    // A line that a killed run left unended must not swallow the next.
    if (text !== '' && !text.endsWith('\n')) await this.#note('\n');
  }

  async #note(line: string): Promise<void> {
    await guarded(journalPath(this.path), () => this.#journal.appendFile(line));
  }
}

function journalPath(path: string): string {
  return `${path}.journal`;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function guarded<T>(path: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw writeErrorOf(error, path);
  }
}
