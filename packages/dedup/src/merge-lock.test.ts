import { DatabaseBusyError } from '@llamaforge/schema';
import { temporaryFolder } from '@llamaforge/testing';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { takeMergeLock } from './merge-lock.ts';

test('lets one in at a time, and the next when it is released', () => {
  const path = join(temporaryFolder(), 'hashes.sqlite');

  const release = takeMergeLock(path);
  const refused = catchError(() => takeMergeLock(path));
  release();
  const releaseAgain = takeMergeLock(path);
  releaseAgain();

  expect(refused).toBeInstanceOf(DatabaseBusyError);
  expect(refused).toMatchObject({
    path,
    message: `Another merge is running on ${path}. Wait for it to end, or give this one its own --database and --output.`,
  });
});

test('makes the folder it needs, and no database', () => {
  const path = join(temporaryFolder(), 'new/folder/hashes.sqlite');

  takeMergeLock(path)();

  expect([existsSync(path), existsSync(`${path}.lock`)]).toEqual([false, true]);
});

test('locks one database and not its neighbour', () => {
  const folder = temporaryFolder();

  const releases = ['a.sqlite', 'b.sqlite'].map((name) => takeMergeLock(join(folder, name)));
  for (const release of releases) release();

  expect(releases).toHaveLength(2);
});

test('is another process’s until that is killed, and at once free then', async () => {
  const path = join(temporaryFolder(), 'hashes.sqlite');
  const holder = await lockInAnotherProcess(path);

  const startedAt = performance.now();
  const refused = catchError(() => takeMergeLock(path));
  const waitedMs = performance.now() - startedAt;
  const ended = once(holder, 'exit');
  holder.kill('SIGKILL');
  await ended;
  const release = takeMergeLock(path);
  release();

  expect(refused).toBeInstanceOf(DatabaseBusyError);
  expect(waitedMs).toBeLessThan(1000);
});

test('gives on what the system says where the lock cannot be made', () => {
  const folder = temporaryFolder({ 'hashes.sqlite.lock/file': 'a folder stands in its place' });

  expect(() => takeMergeLock(join(folder, 'hashes.sqlite'))).toThrow(
    'unable to open database file',
  );
});

function catchError(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

/** A process that holds the lock as `takeMergeLock` takes it; it ends with the test at the latest. */
async function lockInAnotherProcess(path: string): Promise<ChildProcess> {
  const script = `${path}.mjs`;
  writeFileSync(
    script,
    `import Database from ${JSON.stringify(import.meta.resolve('better-sqlite3'))};
     const lock = new Database(process.argv[2], { timeout: 0 });
     lock.pragma('locking_mode = EXCLUSIVE');
     lock.exec('BEGIN EXCLUSIVE');
     process.stdout.write('locked');
     setInterval(() => {}, 1000);`,
  );
  const holder = spawn(process.execPath, [script, `${path}.lock`]);
  onTestFinished(() => {
    holder.kill('SIGKILL');
  });
  await once(holder.stdout, 'data');
  return holder;
}
