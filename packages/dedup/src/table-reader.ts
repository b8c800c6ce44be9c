import type { Category } from '@llamaforge/schema';
import type Database from 'better-sqlite3';
import type { GenerationFiles } from './table-entry.ts';
import type { FileEntry } from './generation-books.ts';

/** A file as entered, with the account its reader closed it with. */
export interface AccountedFile extends FileEntry {
  readonly account: unknown;
}

/** Kept rows under one source and category. */
export interface LabelCount {
  readonly source: string;
  readonly category: Category;
  readonly rows: number;
}

interface GenerationRow {
  readonly generation: number;
  readonly corpus_bytes: number;
  readonly corpus_rows: number;
  readonly corpus_sha256: string;
  readonly rejects_bytes: number;
  readonly rejects_rows: number;
  readonly rejects_sha256: string;
}

interface FileRow extends FileEntry {
  readonly account: string;
}

/** What a hash table says of the corpus as a whole; sums alone, no row is read. */
export class TableReader {
  readonly #database: Database.Database;

  constructor(database: Database.Database) {
    this.#database = database;
  }

  /** What was noted under a name when the table was made, or at its last generation. */
  readMeta(name: string): string | undefined {
    return this.#database
      .prepare<[string], string>('SELECT value FROM meta WHERE name = ?')
      .pluck()
      .get(name);
  }

  /** The committed generations in order, each with what it added to the files. */
  readGenerations(): (GenerationFiles & { readonly generation: number })[] {
    return this.#database
      .prepare<[], GenerationRow>('SELECT * FROM generation ORDER BY generation')
      .all()
      .map((row) => ({
        generation: row.generation,
        corpus: { bytes: row.corpus_bytes, rows: row.corpus_rows, sha256: row.corpus_sha256 },
        rejects: { bytes: row.rejects_bytes, rows: row.rejects_rows, sha256: row.rejects_sha256 },
      }));
  }

  /** The number the next generation gets; the first is 0. */
  readNextGeneration(): number {
    return this.#readNumber('SELECT coalesce(max(generation) + 1, 0) FROM generation');
  }

  /** The number the next tier gets; the first is 0. */
  readNextTier(): number {
    return this.#readNumber('SELECT coalesce(max(tier) + 1, 0) FROM tier');
  }

  /** The input files in the order in which they were read. */
  readFiles(): AccountedFile[] {
    return this.#database
      .prepare<[], FileRow>('SELECT generation, path, bytes, sha256, account FROM file ORDER BY id')
      .all()
      .map((row) => {
        const account: unknown = JSON.parse(row.account);
        return { ...row, account };
      });
  }

  /** Kept rows by source and category, sources in the order of their UTF-8 bytes. */
  readLabelCounts(): LabelCount[] {
    return this.#database
      .prepare<[], LabelCount>(
        `SELECT source, category, sum(rows) AS rows FROM label_count c JOIN label l ON l.id = c.label
         GROUP BY source, category ORDER BY source, category`,
      )
      .all();
  }

  /** Which files' rows are kept under which source: pairs, in the order of the files. */
  readSourceFiles(): { source: string; path: string }[] {
    return this.#database
      .prepare<[], { source: string; path: string }>(
        `SELECT DISTINCT l.source, f.path FROM label_count c JOIN label l ON l.id = c.label
         JOIN file f ON f.id = c.file ORDER BY f.id, l.source`,
      )
      .all();
  }

  /** Kept rows by the length of a field in code points, shortest first. */
  readLengths(field: string): (readonly [codePoints: number, rows: number])[] {
    return this.#database
      .prepare<[string], { code_points: number; rows: number }>(
        'SELECT code_points, rows FROM length_count WHERE field = ? ORDER BY code_points',
      )
      .all(field)
      .map(({ code_points, rows }) => [code_points, rows] as const);
  }

  /** The tags that are no category, most frequent first. */
  readUnknownCategories(most: number): { tag: string; rows: number }[] {
    return this.#database
      .prepare<[number], { tag: string; rows: number }>(
        'SELECT tag, rows FROM unknown_category ORDER BY rows DESC, tag LIMIT ?',
      )
      .all(most);
  }

  /** Pairs of files that hold the same digests, largest overlap first. */
  readOverlap(most: number): { first: string; second: string; digests: number }[] {
    return this.#database
      .prepare<[number], { first: string; second: string; digests: number }>(
        `SELECT a.path AS first, b.path AS second, o.digests
         FROM overlap o JOIN file a ON a.id = o.first JOIN file b ON b.id = o.second
         ORDER BY o.digests DESC, o.first, o.second LIMIT ?`,
      )
      .all(most);
  }

  #readNumber(sql: string): number {
    return this.#database.prepare<[], number>(sql).pluck().get() ?? 0;
  }
}
