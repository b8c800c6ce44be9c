import { CorpusError, DatabaseBusyError, FileAccessError } from '@llamaforge/schema';
import Database from 'better-sqlite3';

/** What messages call a database, and what they advise. */
export interface DatabaseWords {
  readonly name: string;
  /** follows other advice, with its leading blank; empty where the file cannot lie elsewhere */
  readonly orElsewhere: string;
  /** what to do where it is damaged, as a sentence */
  readonly mend: string;
  readonly busy: (path: string, cause: Error) => CorpusError;
}

/** Turns what SQLite says of a database, the hash table unless other words are given, into what the user can do; gives any other error back as it is. */
export function explainSqliteError(
  error: unknown,
  path: string,
  words: DatabaseWords = hashTableWords,
): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const { code } = error;
  const { name, orElsewhere } = words;
  const at = { path, code };
  // A file-size limit shows as a failed write, a full disk as FULL or as a failed write.
  if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_WRITE') {
    return new FileAccessError(
      `No space left while writing ${name} ${path}. Free some space${orElsewhere}, then run again; nothing was changed.`,
      at,
      { cause: error },
    );
  }
  if (code.startsWith('SQLITE_IOERR')) {
    return new FileAccessError(
      `Reading or writing ${name} ${path} failed: ${error.message} (${code}). Check its disk${orElsewhere}, then run again; nothing was changed.`,
      at,
      { cause: error },
    );
  }
  if (code.startsWith('SQLITE_BUSY')) return words.busy(path, error);
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN')) {
    return new FileAccessError(
      `Cannot write ${name} ${path}: ${error.message}. Make its folder writable${orElsewhere}.`,
      at,
      { cause: error },
    );
  }
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
    const what = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    return new CorpusError(`${what} ${path} is damaged: ${error.message}. ${words.mend}`, {
      cause: error,
    });
  }
  return error;
}

const hashTableWords: DatabaseWords = {
  name: 'the hash table',
  orElsewhere: ' or choose another place with --database',
  mend: 'Merge anew, without --append.',
  busy: (path, cause) => new DatabaseBusyError(path, { cause }),
};
