import { BlockStore } from './block-store.ts';
import { cachedFilePath } from './file-cache.ts';
import type { RemoteFile } from './remote-file.ts';

/** The blocks of one file, for all that have it open at the same time. */
export class SharedBlocks {
  readonly store: BlockStore;
  /** Whether all came and are the listed bytes, or are others and gone; undefined before. */
  verdict: 'listed' | 'altered' | undefined;
  users = 0;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(store: BlockStore) {
    this.store = store;
  }

  /** Runs one after another: two that miss the same block must not both fetch it. */
  inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}

/** The partial files that are open, by their path in the cache; whoever lets go last closes the file or gives it its name. */
export class BlockPool {
  readonly #shared = new Map<string, SharedBlocks>();
  readonly #turns = new Map<string, Promise<unknown>>();

  /** Opens of one path, and closes, one after another: what just closes may become the whole file, or be begun anew. */
  async inTurn<T>(path: string, work: () => Promise<T>): Promise<T> {
    const result = (this.#turns.get(path) ?? Promise.resolve()).then(work);
    const turn = result.catch(() => undefined);
    this.#turns.set(path, turn);
    try {
      return await result;
    } finally {
      if (this.#turns.get(path) === turn) this.#turns.delete(path);
    }
  }

  /** Gives the blocks that are open or opens them; to be called in the path's turn, and ended by a `release`. */
  async take(cacheFolder: string, file: RemoteFile): Promise<SharedBlocks> {
    const path = cachedFilePath(cacheFolder, file);
    const shared =
      this.#shared.get(path) ?? new SharedBlocks(await BlockStore.open(`${path}.blocks`, file));
    shared.users += 1;
    this.#shared.set(path, shared);
    return shared;
  }

  /** Lets go of blocks that were taken, in the path's turn; once for each `take`. */
  release(cacheFolder: string, file: RemoteFile): Promise<void> {
    const path = cachedFilePath(cacheFolder, file);
    return this.inTurn(path, async () => {
      const shared = this.#shared.get(path);
      if (shared === undefined) return;
      shared.users -= 1;
      if (shared.users > 0) return;
      this.#shared.delete(path);
      if (shared.verdict === 'listed') await shared.store.moveTo(path, cacheFolder);
      else await shared.store.close();
    });
  }
}
