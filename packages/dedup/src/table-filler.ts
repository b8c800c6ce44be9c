import type Database from 'better-sqlite3';
import type { RejectReason } from '@llamaforge/schema';
import { findInOlderTiers } from './hash-table-schema.ts';
import type { Place, RowLabel } from './table-entry.ts';

/** One input file as it is entered; its path is what users find rows by. */
export interface FileEntry {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly generation: number;
}

/** Writes one generation's rows into a tier of its own. */
export class TableFiller {
  readonly #database: Database.Database;
  readonly #tier: number;
  readonly #labelIds = new Map<string, number>();
  readonly #labelRows = new Map<number, number>();
  readonly #keep: Database.Statement<[number, Buffer, number, number, number]>;
  readonly #hold: Database.Statement<[number, Buffer, number, number, number]>;
  readonly #reject: Database.Statement<[number, number, number, string]>;
  readonly #find: Database.Statement<[number, Buffer]>;

  constructor(database: Database.Database, tier: number) {
    this.#database = database;
    this.#tier = tier;
    database.prepare('INSERT INTO tier VALUES (?)').run(tier);
    this.#keep = database.prepare('INSERT OR IGNORE INTO kept_row VALUES (?, ?, ?, ?, ?)');
    this.#hold = database.prepare('INSERT INTO held_row VALUES (?, ?, ?, ?, ?)');
    this.#reject = database.prepare('INSERT INTO rejected_row VALUES (?, ?, ?, ?)');
    this.#find = database.prepare(findInOlderTiers);
  }

  /** Enters a file and gives its number; files are numbered in the order in which they are read. */
  addFile(entry: FileEntry): number {
    const { lastInsertRowid } = this.#database
      .prepare(
        "INSERT INTO file (generation, path, bytes, sha256, account) VALUES (?, ?, ?, ?, '{}')",
      )
      .run(entry.generation, entry.path, entry.bytes, entry.sha256);
    return Number(lastInsertRowid);
  }

  /** Closes the books of a file, the one that all claims since the last close were for: its account, kept as JSON, and how many rows were kept under each label. */
  closeFile(file: number, account: unknown): void {
    this.#database
      .prepare('UPDATE file SET account = ? WHERE id = ?')
      .run(JSON.stringify(account), file);
    const insert = this.#database.prepare('INSERT INTO label_count VALUES (?, ?, ?)');
    for (const [label, rows] of this.#labelRows) insert.run(file, label, rows);
    this.#labelRows.clear();
  }

  /** Claims a digest (40 hex digits) for a place: true where it is the first to hold it, else it is entered as a further holder. */
  claim(digestHex: string, place: Place, label: RowLabel): boolean {
    const digest = Buffer.from(digestHex, 'hex');
    const { file, line, part } = place;
    const labelId = this.#labelId(label);
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
    const add = this.#database.prepare(
      'INSERT INTO length_count VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET rows = rows + excluded.rows',
    );
    for (const [codePoints, rows] of rowsByLength) add.run(field, codePoints, rows);
  }

  /** Counts a row whose `_category` is no category and no alias. */
  countUnknownCategory(tag: string): void {
    this.#database
      .prepare(
        'INSERT INTO unknown_category VALUES (?, 1) ON CONFLICT DO UPDATE SET rows = rows + 1',
      )
      .run(tag);
  }

  #labelId(label: RowLabel): number {
    const key = `${label.shape}\u0000${label.category}\u0000${label.source}`;
    const known = this.#labelIds.get(key);
    if (known !== undefined) return known;
    const parameters = [label.source, label.category, label.shape];
    this.#database
      .prepare('INSERT OR IGNORE INTO label (source, category, shape) VALUES (?, ?, ?)')
      .run(...parameters);
    const id = this.#database
      .prepare<string[], number>(
        'SELECT id FROM label WHERE source = ? AND category = ? AND shape = ?',
      )
      .pluck()
      .get(...parameters);
    if (id === undefined) throw new Error(`label ${key} was not entered`);
    this.#labelIds.set(key, id);
    return id;
  }
}
