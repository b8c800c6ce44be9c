import { FileAccessError } from '@llamaforge/schema';
import { temporaryFolder } from '@llamaforge/testing';
import Database from 'better-sqlite3';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readDatabaseOwner } from './database-owner.ts';
import { HashTable } from './hash-table.ts';

test('knows a table of ours, also before its first generation is committed', () => {
  const path = join(temporaryFolder(), 'hashes.sqlite');
  using table = HashTable.create(path, {});

  const whileOpen = readDatabaseOwner(path);
  table.close();

  expect([whileOpen, readDatabaseOwner(path)]).toEqual(['ours', 'ours']);
});

test('knows a table of ours in another layout', () => {
  const path = join(temporaryFolder(), 'hashes.sqlite');
  HashTable.create(path, {}).close();
  const database = new Database(path);
  database.pragma('user_version = 2');
  database.close();

  expect(readDatabaseOwner(path)).toBe('other_layout');
});

test('takes no other file for ours', () => {
  const folder = temporaryFolder({
    empty: '',
    text: 'SQLite format 3\u0000 and no more',
    long: 'x'.repeat(5000),
    'folder/file': '',
  });
  const foreign = new Database(join(folder, 'foreign'));
  foreign.exec('CREATE TABLE t (x)');
  foreign.close();
  const ours = join(folder, 'ours');
  HashTable.create(ours, {}).close();
  writeFileSync(join(folder, 'cut'), readFileSync(ours).subarray(0, 99));

  const owners = ['empty', 'text', 'long', 'foreign', 'cut', 'folder', 'none'].map((name) => [
    name,
    readDatabaseOwner(join(folder, name)),
  ]);

  expect(Object.fromEntries(owners)).toEqual({
    empty: 'foreign',
    text: 'foreign',
    long: 'foreign',
    foreign: 'foreign',
    cut: 'foreign',
    folder: 'foreign',
    none: 'absent',
  });
});

test('says what to do where the file cannot be read', () => {
  const path = join(temporaryFolder({ file: '' }), 'file/hashes.sqlite');

  const read = (): unknown => readDatabaseOwner(path);

  expect(read).toThrow(FileAccessError);
  expect(read).toThrow(
    `Cannot read the hash table ${path} (ENOTDIR). Make it readable or choose another place with --database.`,
  );
});
