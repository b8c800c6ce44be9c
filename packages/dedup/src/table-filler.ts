import type Database from 'better-sqlite3';
import type { RejectReason } from '@llamaforge/schema';
import { GenerationBooks, type FileEntry } from './generation-books.ts';
import { findInOlderTiers } from './hash-table-schema.ts';
import type { Place, RowLabel } from './table-entry.ts';

/** Writes one generation's rows into a tier of its own, claim by claim. */
export class TableFiller {
  readonly #tier: number;
  readonly #books: GenerationBooks;
  readonly #labelRows = new Map<number, number>();
  readonly #keep: Database.Statement<[number, Buffer, number, number, number]>;
  readonly #hold: Database.Statement<[number, Buffer, number, number, number]>;
  readonly #reject: Database.Statement<[number, number, number, string]>;
  readonly #find: Database.Statement<[number, Buffer]>;

  constructor(database: Database.Database, tier: number) {
    this.#tier = tier;
    this.#books = new GenerationBooks(database);
    this.#keep = database.prepare('INSERT OR IGNORE INTO kept_row VALUES (?, ?, ?, ?, ?)');
    this.#hold = database.prepare('INSERT INTO held_row VALUES (?, ?, ?, ?, ?)');
    this.#reject = database.prepare('INSERT INTO rejected_row VALUES (?, ?, ?, ?)');
    this.#find = database.prepare(findInOlderTiers);
  }

  /** Enters a file and gives its number; files are numbered in the order in which they are read. */
  addFile(entry: FileEntry): number {
    return this.#books.addFile(entry);
  }

  /** Closes the books of a file, the one that all claims since the last close were for: its account, kept as JSON, and how many rows were kept under each label. */
  closeFile(file: number, account: unknown): void {
    this.#books.closeFile(file, account, this.#labelRows);
    this.#labelRows.clear();
  }

  /** Claims a digest (40 hex digits) for a place: true where it is the first to hold it, else it is entered as a further holder. */
  claim(digestHex: string, place: Place, label: RowLabel): boolean {
    const digest = Buffer.from(digestHex, 'hex');
    const { file, line, part } = place;
    const labelId = this.#books.addLabel(label);
    const isOld = this.#tier > 0 && this.#find.get(this.#tier, digest) !== undefined;
    if (!isOld && this.#keep.run(this.#tier, digest, file, line, labelId).changes === 1) {
      this.#labelRows.set(labelId, (this.#labelRows.get(labelId) ?? 0) + 1);
      return true;
    }
    this.#hold.run(this.#tier, digest, file, line, part);
    return false;
  }

  /** Enters a rejected row. */
  reject({ file, line, part }: Place, reason: RejectReason): void {
    this.#reject.run(file, line, part, reason);
  }

  /** Adds kept rows to the counts of lengths in code points of a field. */
  addLengths(field: string, rowsByLength: ReadonlyMap<number, number>): void {
    this.#books.addLengths(field, rowsByLength);
  }

  /** Counts a row whose `_category` is no category and no alias. */
  countUnknownCategory(tag: string): void {
    this.#books.countUnknownCategory(tag, 1);
  }
}
