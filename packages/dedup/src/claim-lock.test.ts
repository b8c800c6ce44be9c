import { CorpusError, DatabaseBusyError, FileAccessError } from '@llamaforge/schema';
import { temporaryFolder } from '@llamaforge/testing';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { takeClaimLock } from './claim-lock.ts';

test('lets one mix claim rows at a time, and the next when it is released', () => {
  const path = join(temporaryFolder(), 'output/claims.sqlite');

  const release = takeClaimLock(path);
  const refused = catchError(() => takeClaimLock(path));
  release();
  takeClaimLock(path)();

  expect(refused).toBeInstanceOf(CorpusError);
  expect(refused).not.toBeInstanceOf(DatabaseBusyError);
  expect(refused).toMatchObject({
    message: `Another profile --exclusive is running on the claims in ${path}. Wait for it to end, then run again.`,
  });
  expect(existsSync(path)).toBe(false);
});

test('says what to do where the lock cannot be made', () => {
  const folder = temporaryFolder({
    'claims.sqlite.lock/file': 'a folder stands in its place',
    file: '',
  });

  const inItsPlace = catchError(() => takeClaimLock(join(folder, 'claims.sqlite')));
  const belowAFile = catchError(() => takeClaimLock(join(folder, 'file/claims.sqlite')));

  expect([inItsPlace, belowAFile].map(String)).toEqual([
    `FileAccessError: Cannot write the file of claims ${folder}/claims.sqlite: unable to open database file. Make its folder writable.`,
    `FileAccessError: Cannot write ${folder}/file/claims.sqlite: a part of the path is a file, not a folder. Choose another place.`,
  ]);
  expect(belowAFile).toBeInstanceOf(FileAccessError);
});

function catchError(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
