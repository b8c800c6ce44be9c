import Database from 'better-sqlite3';
import { closeSync, fsyncSync, openSync } from 'node:fs';
import {
  applicationId,
  createTables,
  layoutVersion,
  tablesOfGenerations,
} from './hash-table-schema.ts';
import { OldDigests } from './old-digests.ts';
import { countNewOverlap } from './overlap.ts';
import { openToRead } from './open-to-read.ts';
import { refuseForeignTable } from './refuse-foreign-table.ts';
import type { GenerationFiles } from './table-entry.ts';
import { TableFiller } from './table-filler.ts';
import { TableLoader } from './table-loader.ts';
import { TableReader } from './table-reader.ts';

// A generation more than this is folded into tier 1, so that a look-up stays a handful of seeks.
const MOST_TIERS = 8;

/** The global hash table: which record was kept from where, who else held it, what was rejected. Close it when done. */
export class HashTable {
  readonly reader: TableReader;
  readonly #database: Database.Database;

  private constructor(database: Database.Database) {
    this.#database = database;
    this.reader = new TableReader(database);
  }

  /** A new table in a file that must not exist or be empty, else it throws; not durable until `commit` and the caller's fsync. */
  static create(path: string, meta: Readonly<Record<string, string>>): HashTable {
    const database = new Database(path);
    if (database.pragma('page_count', { simple: true }) !== 0) {
      database.close();
      throw new Error(`${path} is a database already; a new table needs a new file`);
    }
    // The file is temporary and renamed when whole: a journal would only cost time.
    database.pragma('page_size = 16384');
    database.pragma('journal_mode = OFF');
    database.pragma('synchronous = OFF');
    database.pragma('cache_size = -65536');
    database.pragma(`application_id = ${String(applicationId)}`);
    database.pragma(`user_version = ${String(layoutVersion)}`);
    database.exec(createTables);
    const insert = database.prepare('INSERT INTO meta VALUES (?, ?)');
    for (const [name, value] of Object.entries(meta)) insert.run(name, value);
    return new HashTable(database);
  }

  /**
   * An existing table, whole again if a killed append left it in the middle of a transaction.
   * Throws CorpusError if there is none, it is not ours, or it has another layout.
   */
  static open(path: string, options: { readonly readonly?: boolean } = {}): HashTable {
    refuseForeignTable(path);
    if (options.readonly === true) return new HashTable(openToRead(path));
    const database = new Database(path, { fileMustExist: true });
    database.pragma('cache_size = -65536');
    // EXTRA also syncs the folder once the journal is gone: a manifest must not outlive the generation it tells of.
    database.pragma('synchronous = EXTRA');
    return new HashTable(database);
  }

  /** Begins a generation that is filled row by row; all that follows is one transaction until `commit`. */
  beginGeneration(): TableFiller {
    return new TableFiller(this.#database, this.#beginTier());
  }

  /** Begins a generation that is filled in bulk, in the order of the digests, in place of `beginGeneration`. */
  beginLoading(): TableLoader {
    // Rows come in order, so that pages are written once and not looked at again.
    this.#database.pragma('cache_size = -8192');
    return new TableLoader(this.#database, this.#beginTier());
  }

  /** The digests kept by the generations that stand at this moment: to be asked for before the next one begins. */
  oldDigests(): OldDigests {
    return new OldDigests(this.#database);
  }

  /**
   * Closes a generation's books, still within the transaction: the reader shows them, `commit` makes them count.
   * With `overlapIsCounted` the overlap stays as `addOverlap` has entered it.
   */
  finishGeneration(
    { corpus, rejects }: GenerationFiles,
    { overlapIsCounted = false }: { readonly overlapIsCounted?: boolean } = {},
  ): void {
    const generation = this.reader.readNextGeneration();
    if (!overlapIsCounted) countNewOverlap(this.#database, generation);
    this.#database
      .prepare('INSERT INTO generation VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(
        generation,
        ...[corpus, rejects].flatMap(({ bytes, rows, sha256 }) => [bytes, rows, sha256]),
      );
    this.#foldTiers();
  }

  /** Notes something under a name, in place of what was noted before; part of the transaction. */
  writeMeta(name: string, value: string): void {
    this.#database.prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)').run(name, value);
  }

  /** Ends the transaction: from here on the generation counts. */
  commit(): void {
    this.#database.exec('COMMIT');
  }

  /** Drops what was not committed. */
  rollback(): void {
    if (this.#database.inTransaction) this.#database.exec('ROLLBACK');
  }

  /** Takes back all of a generation that was begun and is not committed, so that it can begin anew. */
  abandonGeneration(): void {
    if (!this.#database.inTransaction) return;
    if (this.#database.pragma('journal_mode', { simple: true }) !== 'off') {
      this.rollback();
      return;
    }
    // Without a journal nothing can be rolled back; but then the table is new, and all in it is of this generation.
    for (const table of tablesOfGenerations) this.#database.exec(`DELETE FROM ${table}`);
    this.#database.exec('COMMIT');
  }

  /** Drops what was not committed and closes the file; may be called twice. */
  close(): void {
    if (!this.#database.open) return;
    this.rollback();
    this.#database.close();
  }

  /** Closes the file and brings it to the disk, which a table that was created does not do by itself. */
  closeDurably(): void {
    const path = this.#database.name;
    this.close();
    const file = openSync(path, 'r+');
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #beginTier(): number {
    this.#database.exec('BEGIN IMMEDIATE');
    const tier = this.reader.readNextTier();
    this.#database.prepare('INSERT INTO tier VALUES (?)').run(tier);
    return tier;
  }

  #foldTiers(): void {
    if (this.reader.readNextTier() <= MOST_TIERS) return;
    this.#database.exec(`
      CREATE TEMP TABLE folded_kept AS SELECT digest, file, line, label FROM kept_row WHERE tier > 0;
      CREATE TEMP TABLE folded_held AS SELECT digest, file, line, part FROM held_row WHERE tier > 0;
      DELETE FROM kept_row WHERE tier > 0;
      DELETE FROM held_row WHERE tier > 0;
      INSERT INTO kept_row SELECT 1, digest, file, line, label FROM folded_kept ORDER BY digest;
      INSERT INTO held_row SELECT 1, digest, file, line, part FROM folded_held ORDER BY digest, file, line, part;
      DROP TABLE folded_kept;
      DROP TABLE folded_held;
      DELETE FROM tier WHERE tier > 1;
    `);
  }
}
