import { CorpusError } from '@llamaforge/schema';
import { temporaryFolder } from '@llamaforge/testing';
import Database from 'better-sqlite3';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { HashTable } from './hash-table.ts';
import { HolderReader, type HolderRequest } from './holder-reader.ts';
import type { RowLabel } from './table-entry.ts';

const label: RowLabel = { source: 'orca', category: 'instruction', shape: 'alpaca' };

test('names the files by number, and the key of the digests', () => {
  const path = makeTable([{ 'b.jsonl': [], 'a.jsonl': [] }, { 'sub/c.jsonl': [] }]);

  using reader = HolderReader.open(path);

  expect(reader.readKey()).toBe('rendered');
  expect(reader.readFiles()).toEqual([
    { id: 1, path: 'b.jsonl' },
    { id: 2, path: 'a.jsonl' },
    { id: 3, path: 'sub/c.jsonl' },
  ]);
});

test('tells first and further holders, in every generation', () => {
  const path = makeTable([
    { a: [digest('01'), digest('02')], b: [digest('02'), digest('03')] },
    { c: [digest('01'), digest('04')] },
    { d: [digest('04'), digest('02'), digest('05')] },
  ]);

  const held = readAll(path, [1, 2, 3, 4]);

  expect(held).toEqual([
    '01 by 1',
    '01 by 3',
    '02 by 1',
    '02 by 2',
    '02 by 4',
    '03 by 2',
    '04 by 3',
    '04 by 4',
    '05 by 4',
  ]);
});

test('tells only first or only further holders where one of them is asked for', () => {
  const path = makeTable([{ a: [digest('01'), digest('02')], b: [digest('02'), digest('03')] }]);
  using reader = HolderReader.open(path);
  const first: number[] = [];
  const further: number[] = [];

  reader.readHolders({ first: [1, 2], further: [] }, (_high, _low, file) => first.push(file));
  reader.readHolders({ first: [], further: [1, 2] }, (_high, _low, file) => further.push(file));

  expect(first.sort()).toEqual([1, 1, 2]);
  expect(further).toEqual([2]);
});

test('names the sources that a file’s rows are kept under', () => {
  const path = makeTable([{ a: [digest('01')], b: [digest('01')] }, { c: [digest('02')] }]);

  using reader = HolderReader.open(path);

  expect(reader.readFirstSources()).toEqual([
    { file: 1, source: 'orca' },
    { file: 3, source: 'orca' },
  ]);
});

test('leaves out the files that are not asked for, and passes over those there are not', () => {
  const path = makeTable([
    { a: [digest('01'), digest('02')], b: [digest('02'), digest('03')], c: [digest('03')] },
  ]);

  expect(readAll(path, [2])).toEqual(['02 by 2', '03 by 2']);
  expect(readAll(path, [3, 1, 3])).toEqual(['01 by 1', '02 by 1', '03 by 3']);
  expect(readAll(path, [3, 4, 0, 99, -1])).toEqual(['03 by 3']);
  expect(readAll(path, [])).toEqual([]);
  expect(readAll(path, [99])).toEqual([]);
});

test('gives the first 8 bytes as two unsigned halves, from the lowest digest to the highest', () => {
  const digests = ['00'.repeat(20), 'da39a3ee5e6b4b0d3255bfef95601890afd80709', 'ff'.repeat(20)];
  using reader = HolderReader.open(makeTable([{ a: digests }]));
  const visits: number[][] = [];

  reader.readHolders(both([1]), (...holder) => visits.push(holder));

  expect(visits).toEqual([
    [0, 0, 1],
    [0xda39a3ee, 0x5e6b4b0d, 1],
    [0xffffffff, 0xffffffff, 1],
  ]);
});

test('knows a file by a number of several bytes', () => {
  const files = Array.from({ length: 300 }, (_, index) => [`${String(index)}.jsonl`, []] as const);
  const path = makeTable([
    Object.fromEntries([...files, ['last.jsonl', [digest('01'), digest('02')]]]),
  ]);

  expect(readAll(path, [1, 255, 256, 301])).toEqual(['01 by 301', '02 by 301']);
});

test('visits once as a further holder the file that holds a digest many times', () => {
  const path = makeTable([{ a: Array.from({ length: 1000 }, () => digest('01')) }]);

  expect(readAll(path, [1])).toEqual(['01 by 1', '01 by 1']);
});

test('loses and doubles nothing where the table is read in several ranges', () => {
  const digests = Array.from({ length: 70_000 }, (_, index) =>
    createHash('sha1').update(String(index)).digest('hex'),
  );
  const edges = ['7fffffff', '80000000'].map((start) => start.padEnd(40, '0'));
  const first = [...digests, ...edges];
  const second = [...edges, ...digests.filter((_, index) => index % 3 === 0)];
  const path = makeTable([{ a: first }, { b: second }]);
  using reader = HolderReader.open(path);
  const visits: string[] = [];

  reader.readHolders(both([1, 2]), (high, low, file) =>
    visits.push(`${hexOf(high, low)} by ${String(file)}`),
  );

  expect(statSync(path).size).toBeGreaterThan(2 ** 21);
  const expected = [
    ...first.map((whole) => `${whole.slice(0, 16)} by 1`),
    ...second.map((whole) => `${whole.slice(0, 16)} by 2`),
  ];
  expect(visits.sort().join('\n') === expected.sort().join('\n')).toBe(true);
});

test('lets no append commit between two visits, and any after them', () => {
  const path = makeTable([{ a: [digest('01')] }]);
  using reader = HolderReader.open(path);
  const writer = new Database(path, { timeout: 0 });
  const write = (): unknown =>
    catchError(() => writer.exec("INSERT OR REPLACE INTO meta VALUES ('written', 'yes')"));
  const during: unknown[] = [];

  reader.readHolders(both([1]), () => during.push(write()));
  const after = write();
  writer.close();

  expect(during).toMatchObject([{ code: 'SQLITE_BUSY' }]);
  expect(after).toBeUndefined();
});

test('passes on what a visitor throws, and can be asked again', () => {
  const path = makeTable([{ a: [digest('01')] }]);
  using reader = HolderReader.open(path);
  const stop = new Error('enough');

  const error = catchError(() => {
    reader.readHolders(both([1]), () => {
      throw stop;
    });
  });
  const visits: number[] = [];
  reader.readHolders(both([1]), (_high, _low, file) => visits.push(file));

  expect(error).toBe(stop);
  expect(visits).toEqual([1]);
});

test('reads nothing of what a killed append has written', () => {
  const path = makeTable([{ a: [digest('01')] }]);

  killWhileAppending(path);

  expect(readAll(path, [1, 2])).toEqual(['01 by 1']);
});

test('writes nothing to the table', () => {
  const path = makeTable([{ a: [digest('01')] }]);
  const before = readFileSync(path);

  readAll(path, [1]);

  expect(readFileSync(path).equals(before)).toBe(true);
});

test('says what to do where there is no table of ours', () => {
  const folder = temporaryFolder({ text: 'no table' });
  const other = join(folder, 'other');
  HashTable.create(other, {}).close();
  const database = new Database(other);
  database.pragma('user_version = 2');
  database.close();

  const errors = ['none', 'text', 'other'].map((name) =>
    catchError(() => HolderReader.open(join(folder, name))),
  );

  expect(errors.map(String)).toEqual([
    `CorpusError: There is no hash table at ${folder}/none. Run a merge first, or name another with --database.`,
    `CorpusError: ${folder}/text is not a hash table of ours. Name another file with --database.`,
    `CorpusError: ${folder}/other was written by another version. Merge anew, without --append.`,
  ]);
});

test('says what to do where the table is damaged', () => {
  const path = makeTable([{ a: [digest('01')] }]);
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.fill(0xff, 100));

  const error = catchError(() => readAll(path, [1]));

  expect(error).toBeInstanceOf(CorpusError);
  expect(String(error)).toBe(
    `CorpusError: The hash table ${path} is damaged: database disk image is malformed. Merge anew, without --append.`,
  );
});

/** A digest that begins with these two digits and has others in every further place. */
function digest(start: string): string {
  return start.padEnd(40, '9c');
}

/** Holders as `01 by 2`: the digest's first two digits and the file. */
function readAll(path: string, files: readonly number[]): string[] {
  using reader = HolderReader.open(path);
  const visits: string[] = [];
  reader.readHolders(both(files), (high, low, file) => {
    visits.push(`${hexOf(high, low).slice(0, 2)} by ${String(file)}`);
  });
  return visits.sort();
}

function hexOf(...halves: readonly number[]): string {
  return halves.map((half) => half.toString(16).padStart(8, '0')).join('');
}

/** A table of several generations, each with files and the digests of their lines. */
function makeTable(generations: readonly Readonly<Record<string, readonly string[]>>[]): string {
  const path = join(temporaryFolder(), 'hashes.sqlite');
  HashTable.create(path, { key: 'rendered' }).close();
  for (const [generation, files] of generations.entries()) {
    using table = HashTable.open(path);
    const filler = table.beginGeneration();
    for (const [name, digests] of Object.entries(files)) {
      const file = filler.addFile({ path: name, bytes: 1, sha256: '', generation });
      for (const [line, hex] of digests.entries())
        filler.claim(hex, { file, line, part: 0 }, label);
      filler.closeFile(file, {});
    }
    const segment = { bytes: 0, rows: 0, sha256: '' };
    table.finishGeneration({ corpus: segment, rejects: segment });
    table.commit();
  }
  return path;
}

/** A process appends so many rows that they reach the file before they are committed, and dies. */
function killWhileAppending(path: string): void {
  const script = `${path}.mjs`;
  writeFileSync(
    script,
    `import Database from ${JSON.stringify(import.meta.resolve('better-sqlite3'))};
     const database = new Database(process.argv[2]);
     database.pragma('cache_size = 1');
     database.exec("BEGIN; INSERT INTO tier VALUES (1); INSERT INTO file VALUES (2, 1, 'b', 1, '', '{}')");
     const insert = database.prepare('INSERT INTO kept_row VALUES (1, randomblob(20), 2, ?, 1)');
     for (let line = 1; line <= 5000; line += 1) insert.run(line);
     process.kill(process.pid, 'SIGKILL');`,
  );
  const { signal } = spawnSync(process.execPath, [script, path]);
  expect([signal, statSync(`${path}-journal`).size > 0]).toEqual(['SIGKILL', true]);
}

function catchError(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

function both(files: readonly number[]): HolderRequest {
  return { first: files, further: files };
}
