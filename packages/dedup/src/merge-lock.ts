import { DatabaseBusyError } from '@llamaforge/schema';
import Database from 'better-sqlite3';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Takes the one place there is for a merge on a database, or throws DatabaseBusyError at once.
 * The lock is the system's on `<database>.lock`, so that a killed process gives it up; call the result to release it.
 */
export function takeMergeLock(databasePath: string): () => void {
  const path = `${databasePath}.lock`;
  mkdirSync(dirname(path), { recursive: true });
  const lock = new Database(path, { timeout: 0 });
  try {
    // Nothing is ever written to it, so a journal would only be a file more.
    lock.pragma('journal_mode = MEMORY');
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      throw new DatabaseBusyError(databasePath, { cause: error });
    }
    throw error;
  }
  return () => {
    lock.close();
  };
}
