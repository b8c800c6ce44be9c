import { readLock, writeLock, type Lock, type LockedSource } from '@llamaforge/fetchers';
import { existsSync } from 'node:fs';

/** The lock file while a fetch runs: each change is on the disk at once, so that a killed run has lost none. */
export class LockKeeper {
  readonly #path: string;
  #lock: Lock;

  /** Throws CorpusError where the file cannot be understood. */
  constructor(path: string) {
    this.#path = path;
    this.#lock = existsSync(path) ? readLock(path) : { format_version: 1, sources: {} };
  }

  /** What is locked of a source; never what an object inherits, as `constructor`. */
  get(name: string): LockedSource | undefined {
    return Object.hasOwn(this.#lock.sources, name) ? this.#lock.sources[name] : undefined;
  }

  set(name: string, source: LockedSource): void {
    const sources = { ...this.#lock.sources, [name]: source };
    this.#lock = { ...this.#lock, sources };
    writeLock(this.#path, this.#lock);
  }
}
