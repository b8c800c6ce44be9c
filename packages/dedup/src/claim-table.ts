import { CorpusError } from '@llamaforge/schema';
import Database from 'better-sqlite3';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { explainClaimError } from './claim-error.ts';
import {
  fillPrefixes,
  PREFIX_BYTES,
  sortPrefixBytes,
  type DigestPrefixes,
} from './digest-prefixes.ts';

/** What a claim is known by; `seed` is a whole number from 0 to 2^53 - 1. */
export interface ClaimKey {
  readonly profile: string;
  readonly seed: number;
}

/** A claim as it is asked for; equal fingerprints mean that the same was asked. */
export interface ClaimRequest extends ClaimKey {
  readonly fingerprint: string;
}

/** How many rows a profile's mix has taken. */
export interface ClaimedRows extends ClaimKey {
  readonly rows: number;
}

/** A claim as it stands; the lower its `order`, the earlier it was asked for. */
export interface ClaimEntry extends ClaimRequest, ClaimedRows {
  readonly order: number;
}

/** Which rows a profile's mix has taken, so that another's does not; each change is one transaction. Close it when done. */
export class ClaimTable {
  readonly #database: Database.Database;

  private constructor(database: Database.Database) {
    this.#database = database;
  }

  /** Opens the claims, and makes the file where there is none; throws CorpusError where it is not ours or has another layout. */
  static open(path: string): ClaimTable {
    return explained(path, () => {
      mkdirSync(dirname(path), { recursive: true });
      const database = new Database(path);
      try {
        prepareLayout(database);
        // EXTRA also syncs the folder once the journal is gone: a mix must not outlive its claim.
        database.pragma('synchronous = EXTRA');
        return new ClaimTable(database);
      } catch (error) {
        database.close();
        throw error;
      }
    });
  }

  /** All claims in the order of asking. */
  list(): readonly ClaimEntry[] {
    return this.#explained(() =>
      this.#database
        .prepare<[], ClaimEntry>(
          'SELECT profile, seed, fingerprint, rows, position AS "order" FROM claim ORDER BY position',
        )
        .all(),
    );
  }

  /** The digests' first 8 bytes of the rows a claim holds, ascending; none where there is no such claim. */
  readPrefixes(claim: ClaimKey): DigestPrefixes {
    const read = this.#database.transaction(() => {
      const found = this.#find(claim);
      const rows = found?.rows ?? 0;
      const prefixes = { high: new Uint32Array(rows), low: new Uint32Array(rows) };
      const chunks = this.#database
        .prepare<[number], Buffer>(
          'SELECT prefixes FROM claim_chunk WHERE claim = ? ORDER BY chunk',
        )
        .pluck()
        .iterate(found?.position ?? 0);
      let start = 0;
      for (const bytes of chunks) {
        fillPrefixes(prefixes, bytes, start);
        start += bytes.length / PREFIX_BYTES;
      }
      return prefixes;
    });
    return this.#explained(read);
  }

  /**
   * Puts a claim in place of the profile's and seed's earlier one. It keeps that one's order where the fingerprint
   * is the same, else it becomes the last. `prefixes` may come in any order.
   */
  put({ profile, seed, fingerprint }: ClaimRequest, prefixes: DigestPrefixes): void {
    const bytes = sortPrefixBytes(prefixes);
    const replace = this.#database.transaction(() => {
      const earlier = this.#find({ profile, seed });
      if (earlier !== undefined) this.#remove(earlier.position);
      const position =
        earlier?.fingerprint === fingerprint ? earlier.position : this.#readNextPosition();
      this.#database
        .prepare(
          'INSERT INTO claim (position, profile, seed, fingerprint, rows) VALUES (?, ?, ?, ?, ?)',
        )
        .run(position, profile, seed, fingerprint, prefixes.high.length);
      this.#insertChunks(position, bytes);
    });
    this.#explained(() => {
      replace.immediate();
    });
  }

  /** Gives up a profile's claims, those of one seed or of all, and names them in the order of asking. */
  release(profile: string, seed?: number): ClaimedRows[] {
    const release = this.#database.transaction(() => {
      const released = this.list().filter(
        (claim) => claim.profile === profile && (seed === undefined || claim.seed === seed),
      );
      for (const { order } of released) this.#remove(order);
      return released.map(({ rows, ...claim }) => ({ profile, seed: claim.seed, rows }));
    });
    return this.#explained(() => release.immediate());
  }

  /** May be called twice. */
  close(): void {
    this.#database.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #find({ profile, seed }: ClaimKey): ClaimRow | undefined {
    return this.#database
      .prepare<[string, number], ClaimRow>(
        'SELECT position, fingerprint, rows FROM claim WHERE profile = ? AND seed = ?',
      )
      .get(profile, seed);
  }

  #readNextPosition(): number {
    return (
      this.#database
        .prepare<[], number>('SELECT coalesce(max(position), 0) + 1 FROM claim')
        .pluck()
        .get() ?? 1
    );
  }

  #remove(position: number): void {
    this.#database.prepare('DELETE FROM claim_chunk WHERE claim = ?').run(position);
    this.#database.prepare('DELETE FROM claim WHERE position = ?').run(position);
  }

  #insertChunks(position: number, bytes: Buffer): void {
    const insert = this.#database.prepare('INSERT INTO claim_chunk VALUES (?, ?, ?)');
    for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
      insert.run(position, start / CHUNK_BYTES, bytes.subarray(start, start + CHUNK_BYTES));
    }
  }

  #explained<T>(work: () => T): T {
    return explained(this.#database.name, work);
  }
}

interface ClaimRow {
  readonly position: number;
  readonly fingerprint: string;
  readonly rows: number;
}

// A million rows: reading a claim needs 8 MB beside its result, whatever its rows.
const CHUNK_BYTES = 2 ** 20 * PREFIX_BYTES;

/** Marks a SQLite file as claims of ours, in its header at byte 68: the letters LFCC. */
const applicationId = 0x4c464343;

const layoutVersion = 1;

const createTables = `
CREATE TABLE claim (
  position INTEGER PRIMARY KEY,
  profile TEXT NOT NULL, seed INTEGER NOT NULL, fingerprint TEXT NOT NULL, rows INTEGER NOT NULL,
  UNIQUE (profile, seed)
);
CREATE TABLE claim_chunk (
  claim INTEGER NOT NULL, chunk INTEGER NOT NULL, prefixes BLOB NOT NULL,
  PRIMARY KEY (claim, chunk)
);
`;

function prepareLayout(database: Database.Database): void {
  const create = database.transaction(() => {
    // Looked at again under the lock: another process may have been first.
    if (!isBlank(database)) return;
    database.pragma(`application_id = ${String(applicationId)}`);
    database.pragma(`user_version = ${String(layoutVersion)}`);
    database.exec(createTables);
  });
  try {
    if (isBlank(database)) create.immediate();
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code === 'SQLITE_NOTADB') {
      throw foreignFileError(database.name, { cause: error });
    }
    throw error;
  }
  if (readHeader(database, 'application_id') !== applicationId) {
    throw foreignFileError(database.name);
  }
  if (readHeader(database, 'user_version') !== layoutVersion) {
    throw new CorpusError(
      `${database.name} was written by another version. Move it away, then build the mixes anew with --exclusive.`,
    );
  }
}

/** Whether nothing was ever put into a database, ours or another's. */
function isBlank(database: Database.Database): boolean {
  const tables = database.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get();
  return tables === 0 && readHeader(database, 'application_id') === 0;
}

function readHeader(database: Database.Database, name: 'application_id' | 'user_version'): unknown {
  return database.pragma(name, { simple: true });
}

function foreignFileError(path: string, options?: ErrorOptions): CorpusError {
  return new CorpusError(
    `${path} is not a file of claims of ours. Move it away, then run again.`,
    options,
  );
}

function explained<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw explainClaimError(error, path);
  }
}
