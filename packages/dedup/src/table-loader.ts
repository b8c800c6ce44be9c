import type Database from 'better-sqlite3';
import { GenerationBooks, type FileToEnter } from './generation-books.ts';
import { SortedInsert } from './sorted-insert.ts';
import type { FileOverlap, HeldRows, KeptRows, RejectedRows } from './sorted-rows.ts';
import type { RowLabel } from './table-entry.ts';

/**
 * Writes one generation's rows into a tier of its own, in bulk: whoever fills it knows already which rows are kept,
 * and gives them in the order of the table. Each call of a kind goes on where the last one ended. A call's last rows
 * short of 500 cost a statement of their own, so thousands a call are best.
 */
export class TableLoader {
  readonly #database: Database.Database;
  readonly #books: GenerationBooks;
  readonly #kept: SortedInsert;
  readonly #held: SortedInsert;
  readonly #rejected: SortedInsert;

  constructor(database: Database.Database, tier: number) {
    this.#database = database;
    this.#books = new GenerationBooks(database);
    this.#kept = new SortedInsert(database, { table: 'kept_row', tier, width: 3, keyWidth: 0 });
    this.#held = new SortedInsert(database, { table: 'held_row', tier, width: 3, keyWidth: 3 });
    this.#rejected = new SortedInsert(database, {
      table: 'rejected_row',
      tier: undefined,
      width: 4,
      keyWidth: 3,
    });
  }

  /** Enters a file and gives its number; files are numbered in the order in which they are read. */
  addFile(entry: FileToEnter): number {
    return this.#books.addFile(entry);
  }

  /** Enters the SHA-256 (hex) of a file that was entered without: it may be hashed while its rows are loaded. */
  setFileHash(file: number, sha256: string): void {
    this.#books.setFileHash(file, sha256);
  }

  /** The number of a label, from 1 on in the order of first sight; a label of an earlier generation keeps its number. */
  addLabel(label: RowLabel): number {
    return this.#books.addLabel(label);
  }

  /** Closes the books of a file: its account, kept as JSON, and how many of its rows were kept under each label. */
  closeFile(
    file: number,
    account: unknown,
    labelRows: Iterable<readonly [label: number, rows: number]>,
  ): void {
    this.#books.closeFile(file, account, labelRows);
  }

  /** Adds kept rows to the counts of lengths in code points of a field. */
  addLengths(field: string, rowsByLength: ReadonlyMap<number, number>): void {
    this.#books.addLengths(field, rowsByLength);
  }

  /** Counts rows whose `_category` is no category and no alias. */
  countUnknownCategory(tag: string, rows: number): void {
    this.#books.countUnknownCategory(tag, rows);
  }

  /** Enters kept rows, no digest of which an earlier generation holds; throws where the digests do not ascend. */
  addKept({ count, digests, files, lines, labels }: KeptRows): void {
    this.#kept.add({ count, digests, columns: [files, lines, labels] });
  }

  /** Enters further holders; throws where they do not ascend by digest, file, line and part. */
  addHeld({ count, digests, files, lines, parts }: HeldRows): void {
    this.#held.add({ count, digests, columns: [files, lines, parts] });
  }

  /** Enters rejected rows; throws where they do not ascend by file, line and part. */
  addRejected({ count, files, lines, parts, reasons, reasonNames }: RejectedRows): void {
    const names = Array.from({ length: count }, (_, row) => {
      const name = reasonNames[reasons[row] ?? -1];
      if (name === undefined) throw new Error(`rejected row ${String(row)} has no reason`);
      return name;
    });
    this.#rejected.add({ count, columns: [files, lines, parts, names] });
  }

  /** Enters the overlap of a table made anew, in place of the count that `finishGeneration` would make. */
  addOverlap(pairs: Iterable<FileOverlap>): void {
    const insert = this.#database.prepare('INSERT INTO overlap VALUES (?, ?, ?)');
    for (const { first, second, digests } of pairs) insert.run(first, second, digests);
  }
}
