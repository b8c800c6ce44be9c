import { CorpusError, DatabaseBusyError, FileAccessError } from '@llamaforge/schema';
import Database from 'better-sqlite3';

/** Turns what SQLite says into what the user can do; gives any other error back as it is. */
export function explainSqliteError(error: unknown, path: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const { code } = error;
  const at = { path, code };
  // A file-size limit shows as a failed write, a full disk as FULL or as a failed write.
  if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_WRITE') {
    return new FileAccessError(
      `No space left while writing the hash table ${path}. Free some space or choose another place with --database, then run again; nothing was changed.`,
      at,
      { cause: error },
    );
  }
  if (code.startsWith('SQLITE_IOERR')) {
    return new FileAccessError(
      `Reading or writing the hash table ${path} failed: ${error.message} (${code}). Check its disk or choose another place with --database, then run again; nothing was changed.`,
      at,
      { cause: error },
    );
  }
  if (code.startsWith('SQLITE_BUSY')) return new DatabaseBusyError(path, { cause: error });
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN')) {
    return new FileAccessError(
      `Cannot write the hash table ${path}: ${error.message}. Make its folder writable or choose another place with --database.`,
      at,
      { cause: error },
    );
  }
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
    return new CorpusError(
      `The hash table ${path} is damaged: ${error.message}. Merge anew, without --append.`,
      { cause: error },
    );
  }
  return error;
}
