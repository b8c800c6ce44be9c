import type Database from 'better-sqlite3';
import { openToRead } from './open-to-read.ts';
import { refuseForeignTable } from './refuse-foreign-table.ts';

/** Every row of every table of a hash table's file, tables by name, rows in the order of their keys and digests in hex: to compare two files. All of it is held in memory. */
export function dumpHashTable(path: string): Record<string, unknown[][]> {
  refuseForeignTable(path);
  const database = openToRead(path);
  try {
    const names = database
      .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
      .pluck()
      .all();
    return Object.fromEntries(names.map((name) => [name, readTable(database, name)]));
  } finally {
    database.close();
  }
}

function readTable(database: Database.Database, name: string): unknown[][] {
  const rows = database.prepare<[], unknown[]>(`SELECT * FROM ${name}`).raw().all();
  return rows.map((row) =>
    row.map((value) => (Buffer.isBuffer(value) ? value.toString('hex') : value)),
  );
}
