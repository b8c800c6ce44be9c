import type { Category } from '@llamaforge/schema';
import type Database from 'better-sqlite3';
import { openToRead } from './open-to-read.ts';

/** Where a row stands, as users name it. */
export interface RowPlace {
  readonly file: string;
  readonly line: number;
}

/** A kept row and everyone who held it. */
export interface KeptRow extends RowPlace {
  /** 40 hex digits */
  readonly digest: string;
  readonly source: string;
  readonly category: Category;
  readonly shape: string;
  readonly generation: number;
  /** further holders in the order of files and lines; at most 1,000 */
  readonly heldBy: readonly RowPlace[];
}

/** What became of the rows at a place: kept, a duplicate of a kept one, or rejected. */
export type RowFate =
  | { readonly fate: 'kept'; readonly row: KeptRow }
  | { readonly fate: 'duplicate'; readonly place: RowPlace; readonly row: KeptRow }
  | { readonly fate: 'rejected'; readonly place: RowPlace; readonly reason: string };

const MOST_HOLDERS = 1000;

const keptColumns =
  'lower(hex(digest)) AS digest, file, line, source, category, shape, generation FROM kept';

/** Answers where a row came from, out of the views of a hash table. */
export class RowFinder {
  readonly #database: Database.Database;

  /** Opens a table to read; whether it is ours is the caller's to check. */
  constructor(path: string) {
    this.#database = openToRead(path);
  }

  /** Kept rows whose digest begins with these hex digits (8 to 40, either case), by digest, at most `most`. */
  findByDigest(hexDigits: string, most: number): KeptRow[] {
    const low = Buffer.from(hexDigits.padEnd(40, '0'), 'hex');
    const high = Buffer.from(hexDigits.padEnd(40, 'f'), 'hex');
    return this.#database
      .prepare<[Buffer, Buffer, number], Omit<KeptRow, 'heldBy'>>(
        `SELECT ${keptColumns} WHERE digest BETWEEN ? AND ? ORDER BY digest LIMIT ?`,
      )
      .all(low, high, most)
      .map((row) => this.#withHolders(row));
  }

  /** What became of the rows that `line` of a file holds; the path is compared with the table's, whole or its end. */
  findByPlace(path: string, line: number): RowFate[] {
    return this.#findFiles(path).flatMap((file) => this.#findInFile(file, line));
  }

  /** Whether the table knows a file by this path, whole or its end. */
  hasFile(path: string): boolean {
    return this.#findFiles(path).length > 0;
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }

  // A place has no index: it would cost every merge a third of its table, to spare a rare question a scan.
  #findInFile(file: { id: number; path: string }, line: number): RowFate[] {
    const place = { file: file.path, line };
    const kept = this.#readDigests(
      'SELECT lower(hex(digest)) FROM kept_row WHERE file = ? AND line = ?',
      [file.id, line],
    ).flatMap((digest) => this.findByDigest(digest, 1));
    const duplicates = this.#readDigests(
      'SELECT lower(hex(digest)) FROM held_row WHERE file = ? AND line = ?',
      [file.id, line],
    ).flatMap((digest) => this.findByDigest(digest, 1));
    const rejected = this.#database
      .prepare<[number, number], string>(
        'SELECT reason FROM rejected_row WHERE file = ? AND line = ? ORDER BY part',
      )
      .pluck()
      .all(file.id, line);
    return [
      ...kept.map((row) => ({ fate: 'kept', row }) as const),
      ...duplicates.map((row) => ({ fate: 'duplicate', place, row }) as const),
      ...rejected.map((reason) => ({ fate: 'rejected', place, reason }) as const),
    ];
  }

  #readDigests(sql: string, parameters: readonly [number, number]): string[] {
    return this.#database
      .prepare<[number, number], string>(sql)
      .pluck()
      .all(...parameters);
  }

  #findFiles(path: string): { id: number; path: string }[] {
    const files = this.#database
      .prepare<[], { id: number; path: string }>('SELECT id, path FROM file ORDER BY id')
      .all();
    const exact = files.filter((file) => file.path === path);
    return exact.length > 0 ? exact : files.filter((file) => file.path.endsWith(`/${path}`));
  }

  #withHolders(row: Omit<KeptRow, 'heldBy'>): KeptRow {
    const heldBy = this.#database
      .prepare<[Buffer, number], RowPlace>(
        `SELECT f.path AS file, h.line FROM tier t CROSS JOIN held_row h ON h.tier = t.tier
         JOIN file f ON f.id = h.file WHERE h.digest = ? ORDER BY h.file, h.line LIMIT ?`,
      )
      .all(Buffer.from(row.digest, 'hex'), MOST_HOLDERS);
    return { ...row, heldBy };
  }
}
