import {
  FileAccessError,
  type Category,
  type CorpusRecord,
  type DigestKey,
} from '@llamaforge/schema';
import { IndexWriter, type IndexedCorpus } from './index-writer.ts';

/** An index that is written beside something else: where it cannot be, that goes on without, for an index can be made again. */
export class OptionalIndex {
  readonly #path: string;
  readonly #key: DigestKey;
  #writer: IndexWriter | undefined;

  constructor(path: string, key: DigestKey) {
    this.#path = path;
    this.#key = key;
    this.#begin();
  }

  /** Drops all that was added and begins anew. */
  restart(): void {
    this.#writer?.[Symbol.dispose]();
    this.#begin();
  }

  /** As `IndexWriter` does. */
  add(record: CorpusRecord, line: Buffer, digestHex: string): void {
    this.#attempt(() => {
      this.#writer?.add(record, line, digestHex);
    });
  }

  /** As `IndexWriter` does. */
  addBlock(bytes: Uint8Array, rows: number): void {
    this.#attempt(() => {
      this.#writer?.addBlock(bytes, rows);
    });
  }

  /** As `IndexWriter` does. */
  setLabels(labels: readonly (readonly [source: string, category: Category])[]): void {
    this.#writer?.setLabels(labels);
  }

  /** As `IndexWriter` does. */
  finish(corpus: IndexedCorpus): void {
    this.#attempt(() => {
      this.#writer?.finish(corpus);
    });
  }

  /** Removes what is not finished. */
  [Symbol.dispose](): void {
    this.#writer?.[Symbol.dispose]();
  }

  #begin(): void {
    this.#attempt(() => {
      this.#writer = IndexWriter.create(this.#path, this.#key);
    });
  }

  #attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof FileAccessError)) throw error;
      this.#writer?.[Symbol.dispose]();
      this.#writer = undefined;
    }
  }
}
