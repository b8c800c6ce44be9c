import { FileAccessError } from '@llamaforge/schema';
import { temporaryFolder } from '@llamaforge/testing';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { WriteThread, type ThreadFile } from './write-thread.ts';

// A block of the thread's has 1 MB, and 8 of them are all it holds.
const lengths = fc.constantFrom(0, 1, 1000, 1_048_575, 1_048_576, 1_048_577, 3_000_000);
const pieces = fc.array(
  fc.record({ file: fc.nat(2), length: lengths, byte: fc.integer({ min: 1, max: 255 }) }),
  { maxLength: 16 },
);

test('writes to several files in the order of the calls, and tells the hash of each', async () => {
  using thread = await WriteThread.start();

  fc.assert(
    fc.property(pieces, (given) => {
      const folder = temporaryFolder();
      const files = ['a', 'b', 'c'].map((name) => openFile(join(folder, name)));
      const expected = files.map(() => Buffer.alloc(0));
      const buffer = Buffer.alloc(3_000_000);

      for (const { file, length, byte } of given) {
        const before = expected[file] ?? Buffer.alloc(0);
        const bytes = buffer.subarray(0, length).fill(byte);
        thread.write(files[file] ?? openFile(''), before.length, bytes);
        expected[file] = Buffer.concat([before, bytes]);
        // What was given is the caller's again.
        bytes.fill(0);
      }
      const hashes = files.map((file) => thread.digest(file));

      expect(hashes).toEqual(expected.map((bytes) => sha256(bytes)));
      const isWhole = files.map(({ path }, file) =>
        readFileSync(path).equals(expected[file] ?? Buffer.alloc(1)),
      );
      expect(isWhole).toEqual([true, true, true]);
    }),
    { numRuns: 20 },
  );
});

test('has written all when it ends, and a file without a hash too', async () => {
  const file = { ...openFile(join(temporaryFolder(), 'a')), isHashed: false };
  const text = 'x'.repeat(5_000_000);

  {
    using thread = await WriteThread.start();
    thread.write(file, 0, Buffer.from(text));
  }

  expect(readFileSync(file.path, 'utf8') === text).toBe(true);
});

test('tells what failed of which file in the calls that follow, and writes nothing after it', async () => {
  const folder = temporaryFolder();
  const good = openFile(join(folder, 'good'));
  writeFileSync(join(folder, 'bad'), 'kept');
  const bad = openFile(join(folder, 'bad'), 'r');
  using thread = await WriteThread.start();

  thread.write(bad, 0, Buffer.from('x'));
  thread.quiesce();
  const failures = [
    caught(() => {
      thread.write(good, 0, Buffer.from('x'));
    }),
    caught(() => thread.digest(good)),
    caught(() => {
      thread.settle();
    }),
  ];

  const failure = new FileAccessError(
    `Cannot write ${bad.path}: the system says EBADF. Check the path and the disk.`,
    { path: bad.path, code: 'EBADF' },
  );
  expect(failures).toEqual([failure, failure, failure]);
  expect(readFileSync(good.path, 'utf8')).toBe('');
  expect(readFileSync(bad.path, 'utf8')).toBe('kept');
});

test('goes through what was given after a failure, so that no one waits for it', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'bad'), '');
  const bad = openFile(join(folder, 'bad'), 'r');
  using thread = await WriteThread.start();

  const failure = caught(() => {
    for (let block = 0; block < 100; block += 1) thread.write(bad, 0, Buffer.alloc(1_048_576));
    thread.settle();
  });
  thread.quiesce();

  expect(failure).toMatchObject({ path: bad.path, code: 'EBADF' });
});

function openFile(path: string, flags = 'w'): ThreadFile {
  const descriptor = openSync(path, flags);
  onTestFinished(() => {
    closeSync(descriptor);
  });
  return { path, descriptor, isHashed: true };
}

function caught(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
