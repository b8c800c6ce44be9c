import { indexedTags } from '@llamaforge/quality';
import type { Category, CorpusRecord, DigestKey } from '@llamaforge/schema';
import { FileWriter, renameWhole, type FileStamp } from '@llamaforge/shards';
import { rmSync } from 'node:fs';
import { IndexBlock, rowsPerBlock, shortened } from './index-block.ts';
import { indexMagic, type IndexFooter } from './index-footer.ts';
import { factColumns, factsOfRow } from './row-facts.ts';
import { removeLeftovers, temporaryName } from './temporary-name.ts';

/** The corpus that an index is of, once it is whole. */
export interface IndexedCorpus {
  readonly path: string;
  readonly stamp: FileStamp;
  readonly sha256: string;
  /** whether it is known that no digest stands twice */
  readonly distinct: boolean;
}

/** Writes what profiles, balances and curricula need to know of a corpus's rows, so that they need not read their texts. */
export class IndexWriter {
  readonly #path: string;
  readonly #temporary: string;
  readonly #key: DigestKey;
  readonly #file: FileWriter;
  readonly #labelIds = new Map<string, Map<Category, number>>();
  readonly #labels: [string, Category][] = [];
  #block = new IndexBlock(rowsPerBlock);
  #blockRows = 0;
  #rows = 0;

  private constructor(path: string, key: DigestKey) {
    this.#path = path;
    this.#temporary = temporaryName(path);
    this.#key = key;
    this.#file = FileWriter.create(this.#temporary);
    removeLeftovers(path);
  }

  /** Begins an index under a temporary name; `finish` gives it its own. */
  static create(path: string, key: DigestKey): IndexWriter {
    return new IndexWriter(path, key);
  }

  /** Adds the corpus's next row; `line` is the record as the corpus holds it. */
  add(record: CorpusRecord, line: Buffer, digestHex: string): void {
    const row = this.#blockRows;
    const block = this.#block;
    block.high[row] = Number.parseInt(digestHex.slice(0, 8), 16);
    block.low[row] = Number.parseInt(digestHex.slice(8, 16), 16);
    block.label[row] = this.#labelId(record);
    const facts = factsOfRow(record, line);
    for (const column of factColumns) block[column][row] = facts[column];
    this.#blockRows += 1;
    if (this.#blockRows === rowsPerBlock) this.#flush();
  }

  /**
   * Adds rows as a block of their own, in place of `add`; all blocks but the last are full.
   */
  addBlock(bytes: Uint8Array, rows: number): void {
    this.#file.writeBytes(bytes);
    this.#rows += rows;
  }

  /** Says what the labels of added blocks stand for, in the order of their numbers. */
  setLabels(labels: readonly (readonly [source: string, category: Category])[]): void {
    this.#labels.push(
      ...labels.map(([source, category]): [string, Category] => [source, category]),
    );
  }

  /** Makes the index whole; `corpus` must be the file whose rows were added. */
  finish(corpus: IndexedCorpus): void {
    this.#flush();
    const { path, stamp, sha256, distinct } = corpus;
    const footer: IndexFooter = {
      format_version: 1,
      corpus: path,
      stamp: { ...stamp },
      sha256,
      key: this.#key,
      tags: [...indexedTags],
      rows: this.#rows,
      distinct,
      labels: this.#labels,
    };
    const text = Buffer.from(JSON.stringify(footer));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(text.length);
    for (const bytes of [text, length, indexMagic]) this.#file.writeBytes(bytes);
    this.#file.finish();
    renameWhole(this.#temporary, this.#path);
  }

  /** Removes what is not finished. */
  [Symbol.dispose](): void {
    this.#file.discard();
    // A file that was closed and could not be renamed is not the writer's any more.
    rmSync(this.#temporary, { force: true });
  }

  #labelId({ _source, _category }: CorpusRecord): number {
    const ofSource = this.#labelIds.get(_source) ?? new Map<Category, number>();
    const known = ofSource.get(_category);
    if (known !== undefined) return known;
    const id = this.#labels.push([_source, _category]) - 1;
    this.#labelIds.set(_source, ofSource.set(_category, id));
    return id;
  }

  #flush(): void {
    const rows = this.#blockRows;
    this.#rows += rows;
    this.#blockRows = 0;
    if (rows === 0) return;
    const block = rows === rowsPerBlock ? this.#block : shortened(this.#block, rows);
    this.#file.writeBytes(block.bytes);
  }
}
