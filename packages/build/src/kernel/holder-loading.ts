import { OverlapCounter, type TableLoader } from '@llamaforge/dedup';
import { layout } from '@llamaforge/kernel';
import type { FileFinder } from './file-finder.ts';
import { RowColumns } from './row-columns.ts';
import { digestWords, isDigestAt, type OrderedRows } from './spill-order.ts';

const wordBytes = Uint32Array.BYTES_PER_ELEMENT;
const fileAt = layout.spillFileAt / wordBytes;
const lineAt = layout.spillLineAt / wordBytes;
const partAt = layout.spillPartAt / wordBytes;
const uniqueAt = layout.spillLabelAt / wordBytes;

const rowsPerBatch = 16_000;

/** Enters further holders, which come in the order of their digests, and counts which files hold the same. */
export class HolderLoading {
  readonly #loader: TableLoader;
  readonly #fileIds: readonly number[];
  readonly #finder: FileFinder;
  readonly #held: RowColumns;
  readonly #overlap = new OverlapCounter();
  /** the digest of the row before, where `#files` has any */
  readonly #digest = new Uint32Array(digestWords);
  /** the files that hold it so far, each once, its first holder's in front */
  readonly #files: number[] = [];

  /** @param fileIds the database's number of each file, by its number in the kernel */
  constructor(loader: TableLoader, fileIds: readonly number[], finder: FileFinder) {
    this.#loader = loader;
    this.#fileIds = fileIds;
    this.#finder = finder;
    this.#held = new RowColumns(rowsPerBatch, ({ values, ...rows }) => {
      loader.addHeld({ ...rows, parts: values });
    });
  }

  add({ words, positions, count }: OrderedRows): void {
    for (const at of positions.subarray(0, count)) {
      if (this.#files.length === 0 || !isDigestAt(words, at, this.#digest)) {
        this.#endDigest();
        for (let word = 0; word < digestWords; word += 1)
          this.#digest[word] = words[at + word] ?? 0;
        this.#files.push(this.#idOf(this.#finder.fileOf(words[at + uniqueAt] ?? 0)));
      }
      const file = this.#idOf(words[at + fileAt] ?? 0);
      if (this.#files.at(-1) !== file) this.#files.push(file);
      this.#held.add({ words, at, file, line: words[at + lineAt] ?? 0 }, words[at + partAt] ?? 0);
    }
  }

  /** Enters what is left, and the overlap. */
  finish(): void {
    this.#endDigest();
    this.#held.flush();
    this.#loader.addOverlap(this.#overlap);
  }

  #idOf(file: number): number {
    return this.#fileIds[file] ?? 0;
  }

  #endDigest(): void {
    if (this.#files.length > 1) this.#overlap.addGroup(this.#files, this.#files.length);
    this.#files.length = 0;
  }
}
