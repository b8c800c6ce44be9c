import Database from 'better-sqlite3';

/**
 * Opens an existing database for questions alone. Not with SQLite's read-only flag: a killed append leaves a journal
 * that the first question must roll back, and a read-only connection refuses to.
 */
export function openToRead(path: string): Database.Database {
  const database = new Database(path, { fileMustExist: true });
  database.pragma('query_only = ON');
  return database;
}
