import { FileAccessError } from '@llamaforge/schema';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { explainClaimError } from './claim-error.ts';

test.each([
  [
    'SQLITE_FULL',
    'FileAccessError: No space left while writing the file of claims c.sqlite. Free some space, then run again; nothing was changed.',
  ],
  [
    'SQLITE_IOERR_READ',
    'FileAccessError: Reading or writing the file of claims c.sqlite failed: what SQLite says (SQLITE_IOERR_READ). Check its disk, then run again; nothing was changed.',
  ],
  [
    'SQLITE_READONLY',
    'FileAccessError: Cannot write the file of claims c.sqlite: what SQLite says. Make its folder writable.',
  ],
  [
    'SQLITE_BUSY',
    'CorpusError: Another profile --exclusive is running on the claims in c.sqlite. Wait for it to end, then run again.',
  ],
  [
    'SQLITE_CORRUPT',
    'CorpusError: The file of claims c.sqlite is damaged: what SQLite says. Move it away, then build the mixes anew with --exclusive, in the order in which they may choose.',
  ],
])('says what to do about %s, with no word of merges or of a flag there is not', (code, said) => {
  const error = explainClaimError(new Database.SqliteError('what SQLite says', code), 'c.sqlite');

  expect(String(error)).toBe(said);
  expect(error).toMatchObject({ cause: { code } });
});

test('says what to do where the system refuses the folder', () => {
  const refusal = Object.assign(new Error('EACCES'), { code: 'EACCES', syscall: 'mkdir' });

  const error = explainClaimError(refusal, 'output/c.sqlite');

  expect(error).toBeInstanceOf(FileAccessError);
  expect(error).toMatchObject({ path: 'output/c.sqlite', code: 'EACCES', cause: refusal });
});

test('gives any other error back as it is', () => {
  const bug = new TypeError('a bug');

  expect(explainClaimError(bug, 'c.sqlite')).toBe(bug);
});
