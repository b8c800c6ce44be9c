import { OverlapCounter, type OldDigests, type TableLoader } from '@llamaforge/dedup';
import { layout, type Verdicts } from '@llamaforge/kernel';
import { RowColumns } from './row-columns.ts';
import { digestWords, isDigestAt, type OrderedRows } from './spill-order.ts';

const wordBytes = Uint32Array.BYTES_PER_ELEMENT;
const lowAt = layout.spillSequenceAt / wordBytes;
const highAt = lowAt + 1;
const fileAt = layout.spillFileAt / wordBytes;
const lineAt = layout.spillLineAt / wordBytes;
const partAt = layout.spillPartAt / wordBytes;
const labelAt = layout.spillLabelAt / wordBytes;

/** Where it is told what becomes of rows. */
export interface ResolverTargets {
  readonly loader: TableLoader;
  readonly verdicts: Verdicts;
  /** what earlier generations keep; undefined where there is none: then overlap is counted too */
  readonly old: OldDigests | undefined;
  /** the database's number of each file, by its number in the kernel */
  readonly fileIds: readonly number[];
  /** the database's number of each label, by its number in the kernel */
  readonly labelIds: readonly number[];
}

// Some statements' worth of rows, whose columns fit the cache.
const rowsPerBatch = 16_000;

/** Decides which rows are kept, out of all in the order of their digests, and enters kept ones and further holders. */
export class SpillResolver {
  readonly #targets: ResolverTargets;
  readonly #kept: RowColumns;
  readonly #held: RowColumns;
  readonly #overlap: OverlapCounter | undefined;
  /** the digest of the row before; `#count` tells whether there was one */
  readonly #digest = new Uint32Array(digestWords);
  #isBegun = false;
  /** whether a row that is kept holds it, or an earlier generation */
  #isTaken = false;
  /** the files of the digest's rows so far, each once */
  readonly #files: number[] = [];

  constructor(targets: ResolverTargets) {
    const { loader, old } = targets;
    this.#targets = targets;
    this.#kept = new RowColumns(rowsPerBatch, ({ values, ...rows }) => {
      loader.addKept({ ...rows, labels: values });
    });
    this.#held = new RowColumns(rowsPerBatch, ({ values, ...rows }) => {
      loader.addHeld({ ...rows, parts: values });
    });
    this.#overlap = old === undefined ? new OverlapCounter() : undefined;
  }

  /** Takes the next rows; after each of its steps, which take milliseconds, others can have their say. */
  *add({ words, positions, count }: OrderedRows): Generator<void, void, undefined> {
    for (let from = 0; from < count; from += rowsPerBatch) {
      this.#resolve(words, positions.subarray(from, Math.min(count, from + rowsPerBatch)));
      yield;
    }
  }

  /** Enters what is left, and the overlap where it was counted. */
  finish(): void {
    this.#endDigest();
    this.#kept.flush();
    this.#held.flush();
    if (this.#overlap !== undefined) this.#targets.loader.addOverlap(this.#overlap);
  }

  #resolve(words: Uint32Array, positions: Uint32Array): void {
    const { verdicts, fileIds, labelIds } = this.#targets;
    const isOld = this.#findOld(words, positions);
    let digests = 0;
    for (const at of positions) {
      if (!this.#isBegun || !isDigestAt(words, at, this.#digest)) {
        this.#endDigest();
        this.#beginDigest(words, at);
        this.#isTaken = isOld?.[digests] === 1;
        digests += 1;
      }
      const file = fileIds[words[at + fileAt] ?? 0] ?? 0;
      const row = { words, at, file, line: words[at + lineAt] ?? 0 };
      if (this.#isTaken) this.#held.add(row, words[at + partAt] ?? 0);
      else {
        this.#isTaken = true;
        this.#kept.add(row, labelIds[words[at + labelAt] ?? 0] ?? 0);
        verdicts.keep(words[at + lowAt] ?? 0, words[at + highAt] ?? 0);
      }
      if (this.#files.at(-1) !== file) this.#files.push(file);
    }
  }

  /** For each digest that these rows begin, 1 where an earlier generation keeps it; undefined where there is none. */
  #findOld(words: Uint32Array, positions: Uint32Array): Uint8Array | undefined {
    const { old } = this.#targets;
    if (old === undefined) return undefined;
    const asked = new Uint32Array(positions.length * digestWords);
    let end = 0;
    let before: Uint32Array | undefined = this.#isBegun ? this.#digest : undefined;
    for (const at of positions) {
      if (before !== undefined && isDigestAt(words, at, before)) continue;
      before = words.subarray(at, at + digestWords);
      asked.set(before, end);
      end += digestWords;
    }
    return old.find(new Uint8Array(asked.buffer), end / digestWords);
  }

  #beginDigest(words: Uint32Array, at: number): void {
    this.#isBegun = true;
    for (let word = 0; word < digestWords; word += 1) this.#digest[word] = words[at + word] ?? 0;
  }

  #endDigest(): void {
    if (this.#files.length > 1) this.#overlap?.addGroup(this.#files, this.#files.length);
    this.#files.length = 0;
  }
}
