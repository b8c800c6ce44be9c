import { CorpusError } from '@llamaforge/schema';
import { temporaryFolder } from '@llamaforge/testing';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dumpHashTable } from './dump-hash-table.ts';
import { findInOlderTiers } from './hash-table-schema.ts';
import { HashTable } from './hash-table.ts';
import type { Place, RowLabel } from './table-entry.ts';
import { RowFinder } from './row-finder.ts';
import type { TableFiller } from './table-filler.ts';

const label: RowLabel = { source: 'orca', category: 'instruction', shape: 'alpaca' };
const sha256 = '0'.repeat(64);

test('keeps the first to claim a digest and enters the others as further holders', () => {
  const path = join(temporaryFolder(), 'hashes.sqlite');
  using table = HashTable.create(path, { key: 'exact' });
  const filler = table.beginGeneration();
  const file = addFile(filler, 'a.jsonl', 0);

  const claims = [1, 2, 3].map((line) => filler.claim(digest('x'), { file, line, part: 0 }, label));
  finish(table, filler, [file]);

  expect(claims).toEqual([true, false, false]);
  expect(query(path, 'SELECT lower(hex(digest)) AS digest, file, line FROM kept')).toEqual([
    { digest: digest('x'), file: 'a.jsonl', line: 1 },
  ]);
  expect(query(path, 'SELECT lower(hex(digest)) AS digest, file, line FROM held')).toEqual([
    { digest: digest('x'), file: 'a.jsonl', line: 2 },
    { digest: digest('x'), file: 'a.jsonl', line: 3 },
  ]);
});

test('takes back a generation that was begun, in a table without a journal and in one that has it', () => {
  const folder = temporaryFolder();
  const paths = ['once.sqlite', 'again.sqlite'].map((name) => join(folder, name));
  for (const [index, path] of paths.entries()) {
    for (const generation of [0, 1]) {
      using table =
        generation === 0 ? HashTable.create(path, { key: 'exact' }) : HashTable.open(path);
      if (index === 1) {
        const taken = table.beginLoading();
        taken.addFile({ path: 'taken.jsonl', bytes: 1, sha256, generation });
        taken.addLabel({ ...label, source: 'taken' });
        taken.addLengths('output', new Map([[1, 1]]));
        taken.countUnknownCategory('odd', 1);
        table.abandonGeneration();
      }
      const filler = table.beginGeneration();
      const file = addFile(filler, `${String(generation)}.jsonl`, generation);
      filler.claim(digest('x'), { file, line: 1, part: 0 }, label);
      finish(table, filler, [file]);
    }
  }

  const [once, again] = paths.map(dumpHashTable);
  expect(again).toEqual(once);
});

test('tells the records of one row apart by their part', () => {
  const path = join(temporaryFolder(), 'hashes.sqlite');
  using table = HashTable.create(path, {});
  const filler = table.beginGeneration();
  const file = addFile(filler, 'a.jsonl', 0);

  const claims = [0, 1, 2, 3].map((part) =>
    filler.claim(digest(part === 1 ? 'other' : 'same'), { file, line: 7, part }, label),
  );
  filler.reject({ file, line: 7, part: 4 }, 'missing_output');
  filler.reject({ file, line: 7, part: 5 }, 'missing_output');
  finish(table, filler, [file]);

  expect(claims).toEqual([true, true, false, false]);
  expect(query(path, 'SELECT file, line FROM held')).toHaveLength(2);
  expect(query(path, 'SELECT file, line, reason FROM rejected')).toEqual([
    { file: 'a.jsonl', line: 7, reason: 'missing_output' },
    { file: 'a.jsonl', line: 7, reason: 'missing_output' },
  ]);
});

test('shows users each kept row with its source, category, shape and generation, and each file with its ledger', () => {
  const path = join(temporaryFolder(), 'hashes.sqlite');
  const rows = { read: 3, kept: 2, duplicates: 0, rejected: { not_text: 1 }, blank: 0 };
  using table = HashTable.create(path, {});
  const filler = table.beginGeneration();
  const file = filler.addFile({ path: 'é "quoted".jsonl', bytes: 42, sha256, generation: 0 });
  filler.claim(digest('a'), { file, line: 1, part: 0 }, label);
  filler.claim(digest('b'), { file, line: 2, part: 0 }, { ...label, category: 'cot_math' });
  filler.reject({ file, line: 3, part: 0 }, 'not_text');
  filler.closeFile(file, { rows });
  finish(table, filler, []);

  const kept = query(
    path,
    'SELECT line, source, category, shape, generation FROM kept ORDER BY line',
  );
  const files = query(path, 'SELECT * FROM files');

  expect(kept).toEqual([
    { line: 1, source: 'orca', category: 'instruction', shape: 'alpaca', generation: 0 },
    { line: 2, source: 'orca', category: 'cot_math', shape: 'alpaca', generation: 0 },
  ]);
  expect(files).toEqual([
    {
      path: 'é "quoted".jsonl',
      bytes: 42,
      sha256,
      generation: 0,
      read: 3,
      kept: 2,
      duplicates: 0,
      rejected: '{"not_text":1}',
    },
  ]);
});

test('has just the columns that users are promised', () => {
  const path = join(temporaryFolder(), 'hashes.sqlite');
  fill(path, [['x']]);

  const columns = Object.fromEntries(
    ['kept', 'held', 'rejected', 'files'].map((view) => [
      view,
      query(path, `SELECT name FROM pragma_table_info('${view}')`).map((row) => row['name']),
    ]),
  );

  expect(columns).toEqual({
    kept: ['digest', 'file', 'line', 'source', 'category', 'shape', 'generation'],
    held: ['digest', 'file', 'line'],
    rejected: ['file', 'line', 'reason'],
    files: ['path', 'bytes', 'sha256', 'generation', 'read', 'kept', 'duplicates', 'rejected'],
  });
});

test.each([
  ["SELECT * FROM kept WHERE digest = x'00'", []],
  ["SELECT * FROM kept WHERE digest BETWEEN x'00' AND x'01' ORDER BY digest LIMIT 5", []],
  ["SELECT * FROM held WHERE digest = x'00'", []],
  ["SELECT * FROM kept JOIN held USING (digest) WHERE digest = x'00'", []],
  ["SELECT * FROM rejected WHERE file = 'a.jsonl' AND line = 3", []],
  [findInOlderTiers.replace('?', '9').replace('?', "x'00'"), []],
])('reads no table of rows from end to end for %s', (sql, scans) => {
  const path = join(temporaryFolder(), 'hashes.sqlite');
  fill(path, [
    ['x', 'y', 'x'],
    ['x', 'z'],
  ]);

  const plan = query(path, `EXPLAIN QUERY PLAN ${sql}`).map((row) => String(row['detail']));

  // Only `tier`, of at most nine rows, may be read whole; a row table may be sought by digest or by file.
  const readsRows = (detail: string): boolean =>
    /^(?:SCAN|SEARCH) [khr]\b/u.test(detail) && !/digest[=><]|file=\? AND line=\?/u.test(detail);
  expect(plan.filter(readsRows)).toEqual(scans);
  expect(plan.filter((detail) => /^S(?:CAN|EARCH) [khr]\b/u.test(detail))).not.toEqual([]);
});

test('asks all older generations for a digest, and keeps a new one under its file’s generation', () => {
  const path = join(temporaryFolder(), 'hashes.sqlite');

  const claims = fill(path, [
    ['a', 'b'],
    ['b', 'c'],
    ['a', 'c', 'd', 'd'],
  ]);

  expect(claims).toEqual([
    [true, true],
    [false, true],
    [false, false, true, false],
  ]);
  expect(query(path, 'SELECT file, line, generation FROM kept ORDER BY generation, line')).toEqual([
    { file: '0.jsonl', line: 1, generation: 0 },
    { file: '0.jsonl', line: 2, generation: 0 },
    { file: '1.jsonl', line: 2, generation: 1 },
    { file: '2.jsonl', line: 3, generation: 2 },
  ]);
});

test('folds tiers past the eighth into one and shows users the same rows', () => {
  const path = join(temporaryFolder(), 'hashes.sqlite');
  const generations = Array.from({ length: 20 }, (_, generation) => [
    `own ${String(generation)}`,
    'shared by all',
    `own ${String(generation - 1)}`,
  ]);
  const tiers: unknown[] = [];

  const claims = generations.map((texts, generation) => {
    const claimed = fillGeneration(path, texts, generation);
    tiers.push(query(path, 'SELECT count(*) AS n FROM tier')[0]?.['n']);
    return claimed;
  });

  expect(tiers).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 2, 3, 4, 5, 6, 7, 8, 2, 3, 4, 5, 6]);
  expect(claims).toEqual([
    [true, true, true],
    ...generations.slice(1).map(() => [true, false, false]),
  ]);
  expect(query(path, 'SELECT file, line, generation FROM kept ORDER BY generation, line')).toEqual([
    ...[1, 2, 3].map((line) => ({ file: '0.jsonl', line, generation: 0 })),
    ...generations
      .slice(1)
      .map((_, index) => ({ file: `${String(index + 1)}.jsonl`, line: 1, generation: index + 1 })),
  ]);
  expect(query(path, 'SELECT count(*) AS n, count(DISTINCT file) AS files FROM held')).toEqual([
    { n: 38, files: 19 },
  ]);
  expect(query(path, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
});

test('keeps what a plain set keeps, whatever is claimed in however many generations', () => {
  const generations = fc.array(fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 8 }), {
    minLength: 1,
    maxLength: 12,
  });
  fc.assert(
    fc.property(generations, (all) => {
      const path = join(temporaryFolder(), 'hashes.sqlite');
      const seen = new Set<number>();
      const expected = all.map((texts) =>
        texts.map((text) => {
          const isNew = !seen.has(text);
          seen.add(text);
          return isNew;
        }),
      );

      expect(
        fill(
          path,
          all.map((texts) => texts.map(String)),
        ),
      ).toEqual(expected);
      expect(query(path, 'SELECT count(*) AS n FROM kept')).toEqual([{ n: seen.size }]);
      expect(query(path, 'SELECT count(*) AS n FROM held')).toEqual([
        { n: all.flat().length - seen.size },
      ]);
    }),
    { numRuns: 25 },
  );
});

test('gives the same rows for the same claims', () => {
  const folder = temporaryFolder();
  const paths = ['a.sqlite', 'b.sqlite'].map((name) => join(folder, name));
  for (const path of paths) fill(path, [['x', 'y', 'x']]);
  const [first, second] = paths.map((path) => readFileSync(path));

  expect(first?.equals(second ?? Buffer.alloc(0))).toBe(true);
});

test('drops a generation that is rolled back, or not committed before it is closed', () => {
  const path = join(temporaryFolder(), 'hashes.sqlite');
  fill(path, [['a']]);
  const before = readFileSync(path);

  using table = HashTable.open(path);
  const filler = table.beginGeneration();
  const file = addFile(filler, 'new.jsonl', 1);
  filler.claim(digest('b'), { file, line: 1, part: 0 }, label);
  filler.closeFile(file, {});
  table.finishGeneration(generationFiles());
  const within = table.reader.readNextGeneration();
  table.rollback();
  const after = table.reader.readNextGeneration();
  table.beginGeneration();
  table.close();
  table.close();

  expect([within, after]).toEqual([2, 1]);
  expect(readFileSync(path).equals(before)).toBe(true);
  expect(existsSync(`${path}-journal`)).toBe(false);
});

test('may begin again after a rollback', () => {
  const path = join(temporaryFolder(), 'hashes.sqlite');
  fill(path, [['a']]);
  using table = HashTable.open(path);
  table.beginGeneration();
  table.rollback();

  const filler = table.beginGeneration();
  const file = addFile(filler, '1.jsonl', 1);
  const isNew = filler.claim(digest('b'), { file, line: 1, part: 0 }, label);
  finish(table, filler, [file]);

  expect(isNew).toBe(true);
  expect(query(path, 'SELECT tier FROM tier')).toEqual([{ tier: 0 }, { tier: 1 }]);
});

test('undoes a killed append’s changes when it is next opened', () => {
  const path = killedAppend();
  const halfWritten = readFileSync(path);

  using table = HashTable.open(path);

  expect(table.reader.readNextGeneration()).toBe(1);
  expect(query(path, 'SELECT count(*) AS n FROM kept')).toEqual([{ n: 1 }]);
  expect(query(path, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  expect(readFileSync(path).equals(halfWritten)).toBe(false);
});

test('undoes a killed append’s changes also when it is opened only to read, and changes nothing else', () => {
  const path = killedAppend();

  using table = HashTable.open(path, { readonly: true });

  expect(table.reader.readGenerations()).toHaveLength(1);
  expect(existsSync(`${path}-journal`)).toBe(false);
  expect(() => table.beginGeneration()).toThrow('readonly');
});

test('answers a search after a killed append as before it', () => {
  const path = killedAppend();

  using finder = new RowFinder(path);

  expect(finder.findByDigest(digest('a'), 1)).toMatchObject([{ file: '0.jsonl', line: 1 }]);
  expect(finder.findByDigest(digest('new 1'), 1)).toEqual([]);
});

test('makes a new table only in a new file', () => {
  const path = join(temporaryFolder(), 'hashes.sqlite');
  fill(path, [['a']]);
  const before = readFileSync(path);

  expect(() => HashTable.create(path, {})).toThrow(
    `${path} is a database already; a new table needs a new file`,
  );
  expect(readFileSync(path).equals(before)).toBe(true);
});

test('works in memory', () => {
  using table = HashTable.create(':memory:', { key: 'exact' });
  const filler = table.beginGeneration();
  const file = addFile(filler, 'a.jsonl', 0);
  filler.claim(digest('a'), { file, line: 1, part: 0 }, label);
  finish(table, filler, [file]);

  expect(table.reader.readLabelCounts()).toEqual([
    { source: 'orca', category: 'instruction', rows: 1 },
  ]);
});

test('opens nothing but a table of ours in our layout, and says what to do', () => {
  const folder = temporaryFolder({ 'text.sqlite': 'not a database', 'empty.sqlite': '' });
  const path = (name: string): string => join(folder, name);
  new Database(path('foreign.sqlite')).exec('CREATE TABLE t (x)').close();
  fill(path('other.sqlite'), [['a']]);
  const other = new Database(path('other.sqlite'));
  other.pragma('user_version = 99');
  other.close();

  const refusal = (name: string): string => {
    try {
      HashTable.open(path(name)).close();
    } catch (error) {
      if (error instanceof CorpusError) return error.message.replace(folder, '…');
    }
    return 'opened';
  };

  expect(refusal('none.sqlite')).toBe(
    'There is no hash table at …/none.sqlite. Run a merge first, or name another with --database.',
  );
  for (const name of ['text.sqlite', 'empty.sqlite', 'foreign.sqlite']) {
    expect(refusal(name)).toBe(
      `…/${name} is not a hash table of ours. Name another file with --database.`,
    );
  }
  expect(refusal('other.sqlite')).toBe(
    '…/other.sqlite was written by another version. Merge anew, without --append.',
  );
  expect(existsSync(path('none.sqlite'))).toBe(false);
});

test('sees every generation from one open table, as appends add them', () => {
  const path = join(temporaryFolder(), 'hashes.sqlite');
  fill(path, [['a']]);
  using reading = HashTable.open(path, { readonly: true });
  const before = reading.reader.readNextGeneration();

  fillGeneration(path, ['b'], 1);

  expect([before, reading.reader.readNextGeneration()]).toEqual([1, 2]);
});

test('writes an append’s rows and not the table again', () => {
  const path = join(temporaryFolder(), 'hashes.sqlite');
  fill(path, [Array.from({ length: 20_000 }, (_, index) => `old ${String(index)}`)]);
  const before = statSync(path).size;

  fillGeneration(path, ['new'], 1);

  // Pages of 16 KB: the new rows' own, and those of the small tables.
  expect(before).toBeGreaterThan(600_000);
  expect(statSync(path).size - before).toBeLessThanOrEqual(4 * 16_384);
});

function digest(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

function addFile(filler: TableFiller, path: string, generation: number): number {
  return filler.addFile({ path, bytes: 1, sha256, generation });
}

function generationFiles(): Parameters<HashTable['finishGeneration']>[0] {
  const segment = { bytes: 1, rows: 1, sha256 };
  return { corpus: segment, rejects: segment };
}

function finish(table: HashTable, filler: TableFiller, files: readonly number[]): void {
  for (const file of files) filler.closeFile(file, {});
  table.finishGeneration(generationFiles());
  table.commit();
}

/** Makes a table with these texts' digests, a file and a generation a list; tells which claims were the first. */
function fill(path: string, generations: readonly (readonly string[])[]): boolean[][] {
  return generations.map((texts, generation) => fillGeneration(path, texts, generation));
}

function fillGeneration(path: string, texts: readonly string[], generation: number): boolean[] {
  using table = generation === 0 ? HashTable.create(path, {}) : HashTable.open(path);
  const filler = table.beginGeneration();
  const file = addFile(filler, `${String(generation)}.jsonl`, generation);
  const claims = texts.map((text, index) => {
    const place: Place = { file, line: index + 1, part: 0 };
    return filler.claim(digest(text), place, label);
  });
  finish(table, filler, [file]);
  return claims;
}

/** A table with one row, and on disk the middle of an append: pages changed, the journal beside it, nobody at work. */
function killedAppend(): string {
  const folder = temporaryFolder();
  const path = join(folder, 'hashes.sqlite');
  fill(path, [['a']]);
  writeFileSync(
    join(folder, 'append.mjs'),
    `import Database from ${JSON.stringify(import.meta.resolve('better-sqlite3'))};
     const database = new Database(process.argv[2]);
     // A cache of a few pages spills into the file before the transaction ends.
     database.pragma('cache_size = 4');
     database.exec('BEGIN IMMEDIATE');
     database.prepare('INSERT INTO tier VALUES (1)').run();
     const insert = database.prepare('INSERT INTO kept_row VALUES (1, randomblob(20), 1, ?, 1)');
     for (let line = 1; line <= 5000; line += 1) insert.run(line);
     process.kill(process.pid, 'SIGKILL');`,
  );
  const { signal } = spawnSync(process.execPath, [join(folder, 'append.mjs'), path]);
  expect(signal).toBe('SIGKILL');
  expect(statSync(`${path}-journal`).size).toBeGreaterThan(0);
  return path;
}

/** What users get who open the file with SQLite themselves: here, a copy of it, so that nothing is rolled back for us. */
function query(path: string, sql: string): Record<string, unknown>[] {
  const copy = `${path}.copy`;
  copyFileSync(path, copy);
  const database = new Database(copy, { readonly: true });
  try {
    return database.prepare<[], Record<string, unknown>>(sql).all();
  } finally {
    database.close();
  }
}
