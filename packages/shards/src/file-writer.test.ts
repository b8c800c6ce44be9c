import { DamagedFileError, FileAccessError } from '@llamaforge/schema';
import { temporaryFolder } from '@llamaforge/testing';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FileWriter } from './file-writer.ts';
import { makeFolder } from './make-folder.ts';
import { renameWhole } from './rename-whole.ts';
import { writeFully } from './write-fully.ts';
import { WriteThread } from './write-thread.ts';
import { writeWhole } from './write-whole.ts';

test('writes lines and bytes in order, and tells their bytes, rows and hash', () => {
  const path = join(temporaryFolder(), 'new/folder/a.jsonl');
  const writer = FileWriter.create(path);

  writer.writeLine('{"é":"😀"}');
  writer.writeBytes(Buffer.from('raw\n'));
  writer.writeLine('');
  const sofar = { bytes: writer.bytes, rows: writer.rows };
  const part = writer.finish();

  const text = '{"é":"😀"}\nraw\n\n';
  expect(readFileSync(path, 'utf8')).toBe(text);
  expect(part).toEqual({ bytes: Buffer.byteLength(text), rows: 2, sha256: sha256(text) });
  expect(sofar).toEqual({ bytes: part.bytes, rows: 2 });
});

test('writes whatever it is given, below and above its buffer of 1 MB', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc
      .constantFrom(300_000, 349_524, 349_525, 349_526, 1_048_575, 1_048_576, 2_100_000)
      .chain((length) => fc.constantFrom('x', 'é', '你').map((unit) => unit.repeat(length))),
  );

  fc.assert(
    fc.property(fc.array(fc.tuple(text, fc.boolean()), { maxLength: 8 }), (pieces) => {
      const path = join(temporaryFolder(), 'a');
      const writer = FileWriter.create(path);
      for (const [piece, isLine] of pieces) {
        if (isLine) writer.writeLine(piece);
        else writer.writeBytes(Buffer.from(piece));
      }
      const part = writer.finish();
      const expected = Buffer.concat(
        pieces.map(([piece, isLine]) => Buffer.from(isLine ? `${piece}\n` : piece)),
      );
      expect(readFileSync(path).equals(expected)).toBe(true);
      const rows = pieces.filter(([, isLine]) => isLine).length;
      expect(part).toEqual({ bytes: expected.length, rows, sha256: sha256(expected) });
    }),
    { numRuns: 30 },
  );
});

test('a thread that writes changes neither the file nor what is told of it', async () => {
  const folder = temporaryFolder();
  const text = 'x'.repeat(300_000);
  using thread = await WriteThread.start();

  const [here, there] = [undefined, thread].map((by) => {
    const path = join(folder, by === undefined ? 'here' : 'there');
    const writer = FileWriter.create(path, by);
    for (let row = 0; row < 40; row += 1) {
      writer.writeLine(String(row));
      writer.writeRows(Buffer.from(`${text}\n${text}\n`), 2);
    }
    return { part: writer.finish(), hash: sha256(readFileSync(path)) };
  });

  expect(there).toEqual(here);
  expect(there?.part.sha256).toBe(there?.hash);
});

test('takes back what a thread is still writing', async () => {
  const path = join(temporaryFolder(), 'a');
  using thread = await WriteThread.start();
  const writer = FileWriter.create(path, thread);
  writer.writeBytes(Buffer.alloc(5_000_000));

  writer.discard();

  expect(existsSync(path)).toBe(false);
});

test.skipIf(!existsSync('/dev/full'))('says what to do where a thread fills the disk', async () => {
  const path = join(temporaryFolder(), 'a');
  symlinkSync('/dev/full', path);
  using thread = await WriteThread.start();
  const writer = FileWriter.create(path, thread);
  writer.writeLine('x');

  const error = caught(() => writer.finish());
  writer.discard();

  expect(error).toBeInstanceOf(FileAccessError);
  expect(error).toMatchObject({ path, code: 'ENOSPC' });
  expect(existsSync(path)).toBe(false);
});

test('goes on after the committed bytes, and cuts off what stands beyond', () => {
  const path = join(temporaryFolder({ a: 'kept\nleft by a killed run' }), 'a');
  const writer = FileWriter.append(path, 5);

  writer.writeLine('new');
  const part = writer.finish();

  expect(readFileSync(path, 'utf8')).toBe('kept\nnew\n');
  expect(part).toEqual({ bytes: 4, rows: 1, sha256: sha256('new\n') });
});

test('refuses to go on after bytes that are not there', () => {
  const path = join(temporaryFolder({ a: 'four' }), 'a');

  expect(() => FileWriter.append(path, 5)).toThrow(
    new DamagedFileError(path, 'it has 4 bytes where 5 were committed'),
  );
  expect(readFileSync(path, 'utf8')).toBe('four');
});

test('takes back what it wrote: a new file whole, an old one to what it had', () => {
  const folder = temporaryFolder({ old: 'kept\n' });
  const created = FileWriter.create(join(folder, 'new'));
  const appended = FileWriter.append(join(folder, 'old'), 5);
  for (const writer of [created, appended]) writer.writeLine('x'.repeat(2_000_000));

  created.discard();
  appended.discard();
  appended.discard();

  expect(existsSync(join(folder, 'new'))).toBe(false);
  expect(readFileSync(join(folder, 'old'), 'utf8')).toBe('kept\n');
});

test('leaves a finished file alone when it is discarded', () => {
  const path = join(temporaryFolder(), 'a');
  const writer = FileWriter.create(path);
  writer.writeLine('x');
  writer.finish();

  writer.discard();

  expect(readFileSync(path, 'utf8')).toBe('x\n');
});

test.skipIf(!existsSync('/dev/full'))('says what to do on a full disk', () => {
  const path = join(temporaryFolder(), 'a');
  symlinkSync('/dev/full', path);
  const writer = FileWriter.append(path, 0);
  writer.writeLine('x');

  const error = caught(() => writer.finish());

  expect(error).toBeInstanceOf(FileAccessError);
  expect(error).toMatchObject({
    code: 'ENOSPC',
    path,
    message: `Cannot write ${path}: no space left. Free space or choose another place, then run again.`,
  });
});

test('says what to do about a path that leads through a file, is a folder, or is denied', () => {
  const folder = temporaryFolder({ file: '' });
  mkdirSync(join(folder, 'folder'));

  const through = caught(() => FileWriter.create(join(folder, 'file/a')));
  const isFolder = caught(() => FileWriter.create(join(folder, 'folder')));
  const missing = caught(() => FileWriter.append(join(folder, 'missing'), 0));
  const made = caught(() => {
    makeFolder(join(folder, 'file'));
  });

  expect([through, isFolder, missing, made].map(messageOf)).toEqual([
    `Cannot write ${join(folder, 'file/a')}: a part of the path is a file, not a folder. Choose another place.`,
    `Cannot write ${join(folder, 'folder')}: it is a folder. Choose another name.`,
    `Cannot write ${join(folder, 'missing')}: a folder of the path is missing. Check the path.`,
    `Cannot write ${join(folder, 'file')}: a part of the path is a file, not a folder. Choose another place.`,
  ]);
});

// Root may write everywhere.
test.skipIf(process.getuid?.() === 0)('says what to do about a folder without permission', () => {
  const folder = temporaryFolder({ 'locked/file': '' });
  chmodSync(join(folder, 'locked'), 0o500);

  const error = caught(() => FileWriter.create(join(folder, 'locked/a')));

  chmodSync(join(folder, 'locked'), 0o700);
  expect(messageOf(error)).toBe(
    `Cannot write ${join(folder, 'locked/a')}: permission denied. Give yourself the right to write there, or choose another place.`,
  );
});

test('writes all where the system takes less than it is given', () => {
  const taken: number[] = [];

  writeFully(Buffer.from('abcdefg'), (rest) => {
    const count = Math.min(3, rest.length);
    taken.push(...rest.subarray(0, count));
    return count;
  });

  expect(Buffer.from(taken).toString()).toBe('abcdefg');
});

test('gives a file its name in place of another, and leaves both where it cannot', () => {
  const folder = temporaryFolder({ 'a.partial': 'new', a: 'old', 'folder/x': '' });

  renameWhole(join(folder, 'a.partial'), join(folder, 'a'));
  const error = caught(() => {
    renameWhole(join(folder, 'a'), join(folder, 'folder'));
  });

  expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('new');
  expect(existsSync(join(folder, 'a.partial'))).toBe(false);
  expect(error).toBeInstanceOf(FileAccessError);
});

test('writes a small file whole, and leaves the old one and no other where it cannot', () => {
  const folder = temporaryFolder({ 'folder/x': '' });
  const path = join(folder, 'new/a.json');
  writeFileSync(join(folder, 'folder.json'), 'old');

  const part = writeWhole(path, '{"a":1}\n');
  const error = caught(() => writeWhole(join(folder, 'folder'), 'text'));

  expect(readFileSync(path, 'utf8')).toBe('{"a":1}\n');
  expect(part).toEqual({ bytes: 8, rows: 1, sha256: sha256('{"a":1}\n') });
  expect(existsSync(`${path}.partial`)).toBe(false);
  expect(error).toBeInstanceOf(FileAccessError);
});

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

function caught(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

function messageOf(error: unknown): string {
  return error instanceof FileAccessError ? error.message : String(error);
}
