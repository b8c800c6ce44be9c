import { DatabaseBusyError } from '@llamaforge/schema';
import Database from 'better-sqlite3';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

// Long enough for any list of files to be written, short enough to be noticed.
const LOCK_WAIT_MS = 30_000;

/**
 * Takes the one place there is for a merge on a database, or throws DatabaseBusyError at once.
 * The lock is the system's on `<database>.lock`, so that a killed process gives it up; call the result to release it.
 */
export function takeMergeLock(databasePath: string): () => void {
  const lock = openLock(databasePath, 0);
  return () => {
    lock.close();
  };
}

/** Does a short work on a file while no other process does one: waits for its turn, at most half a minute. */
export function withFileLock<T>(path: string, work: () => T): T {
  const lock = openLock(path, LOCK_WAIT_MS);
  try {
    return work();
  } finally {
    lock.close();
  }
}

function openLock(lockedPath: string, waitMs: number): Database.Database {
  const path = `${lockedPath}.lock`;
  mkdirSync(dirname(path), { recursive: true });
  const lock = new Database(path, { timeout: waitMs });
  try {
    // Nothing is ever written to it, so a journal would only be a file more.
    lock.pragma('journal_mode = MEMORY');
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      throw new DatabaseBusyError(lockedPath, { cause: error });
    }
    throw error;
  }
}
