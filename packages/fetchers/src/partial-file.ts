import { BlockCutter } from './block-cutter.ts';
import type { BlockPool, SharedBlocks } from './block-pool.ts';
import type { BlockStore } from './block-store.ts';
import { alteredFile, endedEarly, partHeaders, type DownloadOptions } from './download-file.ts';
import type { HubSession } from './hub-access.ts';
import type { Limiter } from './limiter.ts';
import { checkEtag, checkRange, wrongBytes } from './listed-answer.ts';
import { locateFile, subjectOf } from './locate-file.ts';
import { openAnswer, type HubAnswer } from './open-answer.ts';
import { persist } from './persist.ts';
import { refusalOf } from './refusal-of.ts';
import { describeFile, type HubFile } from './remote-file.ts';

/** A file of which the parts that are asked for come, and no more. */
export interface PartialFile {
  /** Of the full length; valid until `close`, bytes valid once they are ensured. */
  readonly path: string;
  /** What came over the network for the `ensure` calls of this opening; what another one of the same file brought counts there. */
  readonly downloadedBytes: number;
  /** Brings the bytes from `start` to `end` (exclusive), in whole blocks of 1 MiB. */
  ensure(start: number, end: number): Promise<void>;
  /** Lets go; the last to do so keeps what is there, and a file of which all has come takes its place in the cache. */
  close(): Promise<void>;
}

/** What a partial file shares with the rest of the Hub. */
export interface PartialFileContext {
  readonly session: HubSession;
  readonly limiter: Limiter;
  readonly pool: BlockPool;
  readonly options: DownloadOptions;
}

/** Opens the parts of a file that earlier runs or others brought, in its path's turn; asks the Hub for nothing yet. */
export async function openBlocks(file: HubFile, context: PartialFileContext): Promise<PartialFile> {
  const blocks = await context.pool.take(context.options.cacheFolder, file);
  return new BlockFile(file, context, blocks);
}

interface BlockRun {
  readonly first: number;
  /** Inclusive. */
  readonly last: number;
}

class BlockFile implements PartialFile {
  readonly #file: HubFile;
  readonly #context: PartialFileContext;
  readonly #blocks: SharedBlocks;
  readonly #store: BlockStore;
  #downloadedBytes = 0;
  #url: string | undefined;
  #lastEnsure: Promise<unknown> = Promise.resolve();
  #closing: Promise<void> | undefined;

  constructor(file: HubFile, context: PartialFileContext, blocks: SharedBlocks) {
    this.#file = file;
    this.#context = context;
    this.#blocks = blocks;
    this.#store = blocks.store;
  }

  get path(): string {
    return this.#store.path;
  }

  get downloadedBytes(): number {
    return this.#downloadedBytes;
  }

  ensure(start: number, end: number): Promise<void> {
    const turn = this.#blocks.inTurn(() => this.#ensure(start, Math.min(end, this.#file.bytes)));
    this.#lastEnsure = turn.catch(() => undefined);
    return turn;
  }

  close(): Promise<void> {
    // A second call must not let go for another.
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#lastEnsure;
    return this.#context.pool.release(this.#context.options.cacheFolder, this.#file);
  }

  async #ensure(start: number, end: number): Promise<void> {
    const { session, limiter } = this.#context;
    if (this.#blocks.verdict === 'altered') throw alteredFile(session, this.#file);
    if (start >= end || this.#blocks.verdict === 'listed') return;
    for (const run of await this.#missingRuns(start, end)) {
      await limiter.run(() => this.#fetchRun(run));
    }
    if (!this.#store.isWhole) return;
    if (await this.#store.isListedFile(session.signal)) {
      this.#blocks.verdict = 'listed';
      return;
    }
    this.#blocks.verdict = 'altered';
    await this.#store.remove();
    throw alteredFile(session, this.#file);
  }

  async #missingRuns(start: number, end: number): Promise<BlockRun[]> {
    const runs: BlockRun[] = [];
    for (let i = this.#store.indexOf(start); i <= this.#store.indexOf(end - 1); i += 1) {
      if (await this.#store.has(i)) continue;
      const before = runs.at(-1);
      if (before?.last === i - 1) runs.splice(-1, 1, { first: before.first, last: i });
      else runs.push({ first: i, last: i });
    }
    return runs;
  }

  async #fetchRun({ first, last }: BlockRun): Promise<void> {
    const { session } = this.#context;
    const store = this.#store;
    let next = first;
    const what = describeFile(this.#file);
    await persist(session, {
      what,
      gainedBytes: () => store.startOf(store.trustedCount),
      run: async () => {
        while (next <= last && (await store.has(next))) next += 1;
        if (next > last) return;
        this.#url ??= await locateFile(session, this.#file);
        const range = `bytes=${String(store.startOf(next))}-${String(store.endOf(last) - 1)}`;
        const headers = partHeaders(range);
        const answer = await openAnswer(session, { url: this.#url, headers, what });
        try {
          await this.#receive(answer, { first: next, last });
        } finally {
          answer.close();
        }
      },
    });
  }

  async #receive(answer: HubAnswer, asked: BlockRun): Promise<void> {
    const { session } = this.#context;
    if (answer.status === 416) throw wrongBytes(session, answer, 'the server has no such bytes');
    if (answer.status !== 200 && answer.status !== 206) {
      throw refusalOf(session, answer, subjectOf(this.#file));
    }
    checkEtag(session, answer, this.#file);
    // A server that ignores ranges sends the whole file: all of it is kept, or it would come again for the next part.
    if (answer.status === 200) {
      return this.#keepBlocks(answer, { first: 0, last: this.#store.count - 1 });
    }
    checkRange(session, answer, { file: this.#file, start: this.#store.startOf(asked.first) });
    return this.#keepBlocks(answer, asked);
  }

  async #keepBlocks(answer: HubAnswer, { first, last }: BlockRun): Promise<void> {
    const { session, options } = this.#context;
    const store = this.#store;
    const cutter = new BlockCutter(store, first);
    const kept: number[] = [];
    let position = store.startOf(first);
    for await (const chunk of answer.chunks()) {
      this.#downloadedBytes += chunk.length;
      options.onBytes?.(chunk.length);
      position += chunk.length;
      if (position > store.endOf(last)) {
        for (const index of kept) await store.forget(index);
        throw wrongBytes(session, answer, 'the server sends more bytes than were asked for');
      }
      for (const { index, bytes } of cutter.cut(chunk)) {
        if (await store.has(index)) continue;
        await store.write(index, bytes);
        kept.push(index);
      }
    }
    if (position < store.endOf(last)) throw endedEarly(session, answer, position);
  }
}
