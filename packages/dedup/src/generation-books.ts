import type Database from 'better-sqlite3';
import type { RowLabel } from './table-entry.ts';

/** One input file as it is entered; its path is what users find rows by. */
export interface FileEntry {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly generation: number;
}

/** A file as it is entered; a hash that is left out is to be set before the generation is finished. */
export type FileToEnter = Omit<FileEntry, 'sha256'> & Partial<Pick<FileEntry, 'sha256'>>;

/** What a generation enters once a file or once a kind, not once a row: files, labels and counts. */
export class GenerationBooks {
  readonly #database: Database.Database;
  readonly #labelIds = new Map<string, number>();

  constructor(database: Database.Database) {
    this.#database = database;
  }

  /** Enters a file and gives its number, from 1 on; files are numbered in the order in which they are entered. */
  addFile(entry: FileToEnter): number {
    const { lastInsertRowid } = this.#database
      .prepare(
        "INSERT INTO file (generation, path, bytes, sha256, account) VALUES (?, ?, ?, ?, '{}')",
      )
      .run(entry.generation, entry.path, entry.bytes, entry.sha256 ?? '');
    return Number(lastInsertRowid);
  }

  /** Enters the SHA-256 (hex) of a file that was entered without. */
  setFileHash(file: number, sha256: string): void {
    this.#database.prepare('UPDATE file SET sha256 = ? WHERE id = ?').run(sha256, file);
  }

  /** Notes a file's account, as JSON, and how many of its rows were kept under each label. */
  closeFile(
    file: number,
    account: unknown,
    labelRows: Iterable<readonly [label: number, rows: number]>,
  ): void {
    this.#database
      .prepare('UPDATE file SET account = ? WHERE id = ?')
      .run(JSON.stringify(account), file);
    const insert = this.#database.prepare('INSERT INTO label_count VALUES (?, ?, ?)');
    for (const [label, rows] of labelRows) insert.run(file, label, rows);
  }

  /** The number of a label, from 1 on in the order of first sight; a label of an earlier generation keeps its number. */
  addLabel(label: RowLabel): number {
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

  /** Adds kept rows to the counts of lengths in code points of a field. */
  addLengths(field: string, rowsByLength: ReadonlyMap<number, number>): void {
    const add = this.#database.prepare(
      'INSERT INTO length_count VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET rows = rows + excluded.rows',
    );
    for (const [codePoints, rows] of rowsByLength) add.run(field, codePoints, rows);
  }

  /** Counts rows whose `_category` is no category and no alias. */
  countUnknownCategory(tag: string, rows: number): void {
    this.#database
      .prepare(
        'INSERT INTO unknown_category VALUES (?, ?) ON CONFLICT DO UPDATE SET rows = rows + excluded.rows',
      )
      .run(tag, rows);
  }
}
