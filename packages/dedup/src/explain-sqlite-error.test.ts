import { CorpusError, DatabaseBusyError, FileAccessError } from '@llamaforge/schema';
import { temporaryFolder } from '@llamaforge/testing';
import Database from 'better-sqlite3';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { explainSqliteError } from './explain-sqlite-error.ts';
import { HashTable } from './hash-table.ts';

test('a full disk is to be given space, and changes nothing', () => {
  const path = makeTable();
  const database = new Database(path);
  database.pragma(`max_page_count = ${String(database.pragma('page_count', { simple: true }))}`);
  const before = readFileSync(path);

  const error = explained(path, () =>
    database.exec(`BEGIN; INSERT INTO meta VALUES ('big', zeroblob(1000000))`),
  );
  database.close();

  expect(error).toBeInstanceOf(FileAccessError);
  expect(error).toMatchObject({
    message: `No space left while writing the hash table ${path}. Free some space or choose another place with --database, then run again; nothing was changed.`,
    path,
    code: 'SQLITE_FULL',
    cause: { code: 'SQLITE_FULL' },
  });
  expect(readFileSync(path).equals(before)).toBe(true);
});

test('a table that may not be written is to be made writable', () => {
  const path = makeTable();
  using table = HashTable.open(path, { readonly: true });

  const error = explained(path, () => table.beginGeneration());

  expect(error).toBeInstanceOf(FileAccessError);
  expect(error).toMatchObject({
    message: `Cannot write the hash table ${path}: attempt to write a readonly database. Make its folder writable or choose another place with --database.`,
    code: 'SQLITE_READONLY',
  });
});

test('a folder that is not there is named', () => {
  const path = join(temporaryFolder({ file: '' }), 'file.sqlite');

  const error = explained(path, () => new Database(path, { fileMustExist: true }));

  expect(error).toMatchObject({
    message: `Cannot write the hash table ${path}: unable to open database file. Make its folder writable or choose another place with --database.`,
    code: 'SQLITE_CANTOPEN',
  });
});

test('a damaged table is to be made anew', () => {
  const path = makeTable();
  const bytes = readFileSync(path);
  writeFileSync(path, Buffer.concat([bytes.subarray(0, 100), randomBytes(bytes.length - 100)]));

  const error = explained(path, () => {
    using table = HashTable.open(path);
    table.reader.readNextGeneration();
  });

  expect(error).toBeInstanceOf(CorpusError);
  expect(error).toMatchObject({
    message: `The hash table ${path} is damaged: database disk image is malformed. Merge anew, without --append.`,
    cause: { code: 'SQLITE_CORRUPT' },
  });
});

test('a table that another process writes is busy', () => {
  const path = makeTable();
  using writing = HashTable.open(path);
  writing.beginGeneration();
  const second = new Database(path, { timeout: 0 });

  const error = explained(path, () => second.exec('BEGIN IMMEDIATE'));
  second.close();

  expect(error).toBeInstanceOf(DatabaseBusyError);
  expect(error).toMatchObject({ path, cause: { code: 'SQLITE_BUSY' } });
});

test.each(['SQLITE_IOERR_READ', 'SQLITE_IOERR_FSYNC', 'SQLITE_IOERR'])(
  'a disk that fails with %s is to be checked',
  (code) => {
    const error = explainSqliteError(new Database.SqliteError('disk I/O error', code), 'h.sqlite');

    expect(error).toBeInstanceOf(FileAccessError);
    expect(error).toMatchObject({
      message: `Reading or writing the hash table h.sqlite failed: disk I/O error (${code}). Check its disk or choose another place with --database, then run again; nothing was changed.`,
      code,
    });
  },
);

test('a failed write is taken for a full disk, as a limit on file size shows so', () => {
  const error = new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_WRITE');

  expect(String(explainSqliteError(error, 'h.sqlite'))).toMatch(
    /^FileAccessError: No space left while writing the hash table h\.sqlite\./u,
  );
});

test('anything else is a bug and stays as it is', () => {
  const constraint = new Database.SqliteError('UNIQUE failed', 'SQLITE_CONSTRAINT_UNIQUE');
  const other = new Error('other');

  expect(explainSqliteError(constraint, 'h.sqlite')).toBe(constraint);
  expect(explainSqliteError(other, 'h.sqlite')).toBe(other);
  expect(explainSqliteError('text', 'h.sqlite')).toBe('text');
});

function makeTable(): string {
  const path = join(temporaryFolder(), 'hashes.sqlite');
  HashTable.create(path, { key: 'exact' }).close();
  return path;
}

function explained(path: string, run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return explainSqliteError(error, path);
  }
  return undefined;
}
