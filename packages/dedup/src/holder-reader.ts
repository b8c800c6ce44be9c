import type Database from 'better-sqlite3';
import { PREFIX_BYTES } from './digest-prefixes.ts';
import { readDigestRanges, type DigestRange } from './digest-ranges.ts';
import { explainSqliteError } from './explain-sqlite-error.ts';
import { openToRead } from './open-to-read.ts';
import { refuseForeignTable } from './refuse-foreign-table.ts';

/** An input file under the number that `readHolders` knows it by, from 1 on. */
export interface NumberedFile {
  readonly id: number;
  readonly path: string;
}

/** The numbers of the files that are asked for: those whose rows came first, and those that held rows of others too. */
export interface HolderRequest {
  readonly first: readonly number[];
  readonly further: readonly number[];
}

/** Takes a digest's first 8 bytes, big-endian, as two unsigned 32-bit halves, and a file that held it. */
export type HolderVisitor = (high: number, low: number, file: number) => void;

/** Tells who held a corpus's records, first or later, out of a hash table. */
export class HolderReader {
  readonly #database: Database.Database;

  private constructor(database: Database.Database) {
    this.#database = database;
  }

  /** Opens a table to read, whole again if a killed append left it; throws CorpusError if there is none that we can read. */
  static open(path: string): HolderReader {
    refuseForeignTable(path);
    return explained(path, () => new HolderReader(openToRead(path)));
  }

  /** The key that the digests were made with, as the merge noted it. */
  readKey(): string | undefined {
    return this.#explained(() =>
      this.#database.prepare<[], string>("SELECT value FROM meta WHERE name = 'key'").pluck().get(),
    );
  }

  /** The input files in the order in which they were read. */
  readFiles(): NumberedFile[] {
    return this.#explained(() =>
      this.#database.prepare<[], NumberedFile>('SELECT id, path FROM file ORDER BY id').all(),
    );
  }

  /** Under which sources the rows are kept that each file was the first to hold. */
  readFirstSources(): { readonly file: number; readonly source: string }[] {
    return this.#explained(() =>
      this.#database
        .prepare<[], { file: number; source: string }>(
          `SELECT DISTINCT c.file, l.source FROM label_count c JOIN label l ON l.id = c.label
           ORDER BY c.file, l.source`,
        )
        .all(),
    );
  }

  /**
   * Visits every digest that one of these files held, as its first holder or as a further one, in no order to count
   * on. Memory stays at some 50 MB, whatever the table holds; an append cannot commit meanwhile.
   */
  readHolders({ first, further }: HolderRequest, visit: HolderVisitor): void {
    const scans = this.#explained(() => [
      { table: 'kept_row', words: this.#fileWords(first) } as const,
      { table: 'held_row', words: this.#fileWords(further) } as const,
    ]);
    const ranges = this.#explained(() => readDigestRanges(this.#database));
    // One transaction, so that an append cannot move rows between the ranges while they are read.
    const readAll = this.#database.transaction(() => {
      for (const tier of this.#database.prepare<[], number>('SELECT tier FROM tier').pluck().all())
        for (const { table, words } of scans) {
          if (words !== undefined) this.#readTier({ table, tier, words, ranges }, visit);
        }
    });
    this.#explained(readAll);
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }

  // By row through the driver 4M rows take 5.6 s; as one BLOB a range 0.7 s.
  #readTier({ table, tier, words, ranges }: TierScan, visit: HolderVisitor): void {
    const read = this.#database.prepare<TierParameters, Buffer | null>(holdersOf(table)).pluck();
    for (const range of ranges) {
      const found = read.get({ tier, words, ...range });
      // group_concat of no rows is NULL.
      if (found !== undefined && found !== null) visitAll(found, visit);
    }
  }

  /** For every file number its four bytes, zeros where it is not asked for; undefined where none is. */
  #fileWords(files: readonly number[]): Buffer | undefined {
    const asked = new Set(files);
    const known = this.readFiles().filter(({ id }) => asked.has(id));
    const last = known.at(-1);
    if (last === undefined) return undefined;
    const words = Buffer.alloc((last.id + 1) * FILE_BYTES);
    for (const { id } of known) words.writeUInt32BE(id, id * FILE_BYTES);
    return words;
  }

  #explained<T>(read: () => T): T {
    return explained(this.#database.name, read);
  }
}

interface TierScan {
  readonly table: 'kept_row' | 'held_row';
  readonly tier: number;
  readonly words: Buffer;
  readonly ranges: readonly DigestRange[];
}

type TierParameters = [Pick<TierScan, 'tier' | 'words'> & DigestRange];

const FILE_BYTES = 4;
const HOLDER_BYTES = PREFIX_BYTES + FILE_BYTES;

function visitAll(holders: Buffer, visit: HolderVisitor): void {
  const numbers = new DataView(holders.buffer, holders.byteOffset, holders.length);
  for (let at = 0; at < holders.length; at += HOLDER_BYTES) {
    visit(
      numbers.getUint32(at),
      numbers.getUint32(at + PREFIX_BYTES / 2),
      numbers.getUint32(at + PREFIX_BYTES),
    );
  }
}

/**
 * All holders of a range in one BLOB: group_concat strings bytes together as they are, and the look-up in `words`
 * both picks the files and spells their numbers, where `file IN (…)` costs half as much again once most files are asked for.
 */
function holdersOf(table: TierScan['table']): string {
  const word = `substr(@words, file * ${String(FILE_BYTES)} + 1, ${String(FILE_BYTES)})`;
  // DISTINCT runs along the key: a text that one file repeats a million times takes one place.
  const select = table === 'held_row' ? 'SELECT DISTINCT' : 'SELECT';
  return `
    SELECT CAST(group_concat(substr(digest, 1, ${String(PREFIX_BYTES)}) || ${word}, '') AS BLOB)
    FROM (
      ${select} digest, file FROM ${table}
      WHERE tier = @tier AND digest >= @from AND digest < @to AND ${word} > x'00000000'
    )`;
}

function explained<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw explainSqliteError(error, path);
  }
}
