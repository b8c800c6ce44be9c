import { FileAccessError } from '@llamaforge/schema';
import { hashFile } from '@llamaforge/shards';
import { temporaryFolder } from '@llamaforge/testing';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { HashThread } from './hash-thread.ts';

test('gives each file the hash that it has, empty ones and those of many pieces too', async () => {
  const contents = { empty: '', short: 'a\n', long: 'é'.repeat(1024 * 1024 + 1) };
  const folder = temporaryFolder(contents);
  const paths = Object.keys(contents).map((name) => join(folder, name));
  await using thread = new HashThread();

  const hashes = await Promise.all([...paths, ...paths].map((path) => thread.hash(path)));

  const expected = await Promise.all(paths.map(async (path) => (await hashFile(path)).sha256));
  expect(hashes).toEqual([...expected, ...expected]);
});

test('tells of a file that cannot be read as reading does, and goes on with the next', async () => {
  const folder = temporaryFolder({ there: 'a' });
  const [gone, there] = [join(folder, 'gone'), join(folder, 'there')];
  await using thread = new HashThread();

  const [refused, isFolder, hashed] = await Promise.allSettled(
    [gone, folder, there].map((path) => thread.hash(path)),
  );

  const advice = 'it does not exist. Check the path, and the folder that you run from.';
  expect(refused).toEqual({
    status: 'rejected',
    reason: new FileAccessError(`Cannot read ${gone}: ${advice}`, { path: gone, code: 'ENOENT' }),
  });
  expect(isFolder).toMatchObject({ reason: { path: folder, code: 'EISDIR' } });
  expect(hashed).toMatchObject({ status: 'fulfilled', value: (await hashFile(there)).sha256 });
});

test('ends with the signal, whose reason all get that wait, then and later', async () => {
  const path = join(temporaryFolder({ long: Buffer.alloc(64 * 1024 * 1024) }), 'long');
  const stop = new AbortController();
  const reason = new Error('stopped by the test');
  await using thread = new HashThread(stop.signal);

  const hashes = [thread.hash(path), thread.hash(path)];
  stop.abort(reason);

  for (const hash of [...hashes, thread.hash(path)]) await expect(hash).rejects.toBe(reason);
});

test('ends when it is disposed of', async () => {
  const path = join(temporaryFolder({ long: Buffer.alloc(64 * 1024 * 1024) }), 'long');
  let hash: Promise<string>;
  {
    await using thread = new HashThread();
    hash = thread.hash(path);
  }

  await expect(hash).rejects.toThrow('the merge ended before its files were hashed');
});
