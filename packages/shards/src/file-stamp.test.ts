import { FileAccessError } from '@llamaforge/schema';
import { temporaryFolder } from '@llamaforge/testing';
import { appendFileSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isSameStamp, readStamp } from './file-stamp.ts';
import { hashFile } from './hash-file.ts';

test('is the same for a file that was left alone', async () => {
  const path = join(temporaryFolder({ a: 'text' }), 'a');

  const before = await readStamp(path);
  const after = await readStamp(path);

  expect(before.size).toBe('4');
  expect(isSameStamp(before, after)).toBe(true);
});

test.each([
  [
    'grows',
    (path: string) => {
      appendFileSync(path, 'more');
    },
  ],
  [
    'is written anew with as many bytes, its time set back',
    (path: string) => {
      writeFileSync(path, 'TEXT');
      utimesSync(path, 1, 1);
    },
  ],
  [
    'is replaced',
    (path: string) => {
      writeFileSync(`${path}.new`, 'text');
      renameSync(`${path}.new`, path);
    },
  ],
])('differs once a file %s', async (_what, change) => {
  const path = join(temporaryFolder({ a: 'text' }), 'a');
  utimesSync(path, 1, 1);
  const before = await readStamp(path);

  change(path);

  expect(isSameStamp(before, await readStamp(path))).toBe(false);
});

test('refuses a file that is not there', async () => {
  const path = join(temporaryFolder(), 'a');

  await expect(readStamp(path)).rejects.toThrow(FileAccessError);
});

test('hashes the bytes as they lie on the disk', async () => {
  const path = join(temporaryFolder({ a: 'abc' }), 'a');

  const hash = await hashFile(path);

  // From the examples of FIPS 180-4.
  expect(hash).toEqual({
    bytes: 3,
    sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  });
});
