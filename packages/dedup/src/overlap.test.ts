import { temporaryFolder } from '@llamaforge/testing';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { HashTable } from './hash-table.ts';
import { insertNewOverlap } from './overlap.ts';

/** For each generation its files, for each file the records it holds. */
type Generations = readonly (readonly (readonly number[])[])[];

test('counts for two files how many different digests both hold, however often', () => {
  const [overlap] = mergeAll([
    [
      [1, 2, 3, 3, 3],
      [3, 3, 2, 9],
      [1, 2, 3, 9],
    ],
  ]);

  expect(overlap).toEqual([
    { first: '0', second: '2', digests: 3 },
    { first: '1', second: '2', digests: 3 },
    { first: '0', second: '1', digests: 2 },
  ]);
});

test('counts pairs of an old and a new file when the new one is appended', () => {
  const overlaps = mergeAll([[[1, 2]], [[2, 3]], [[4]], [[3, 2, 1]]]);

  expect(overlaps).toEqual([
    [],
    [{ first: '0', second: '1', digests: 1 }],
    [{ first: '0', second: '1', digests: 1 }],
    [
      { first: '0', second: '3', digests: 2 },
      { first: '1', second: '3', digests: 2 },
      { first: '0', second: '1', digests: 1 },
    ],
  ]);
});

test('names no pair that shares nothing, nor a file with itself', () => {
  expect(mergeAll([[[1, 1, 1], [2, 2], []]])).toEqual([[]]);
});

test('equals a plain count over sets after every generation, folded tiers included', () => {
  const file = fc.array(fc.integer({ min: 0, max: 8 }), { maxLength: 6 });
  const generation = fc.array(file, { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(generation, { minLength: 1, maxLength: 11 }), (generations) => {
      const expected = generations.map((_, index) => countPlainly(generations.slice(0, index + 1)));

      expect(mergeAll(generations)).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});

test('gives the same in one generation as in many', () => {
  const files = [[1, 2, 3], [3, 4], [4, 1], [1, 3], [5]];

  const atOnce = mergeAll([files]).at(-1);
  const oneByOne = mergeAll(files.map((file) => [file])).at(-1);

  expect(oneByOne).toEqual(atOnce);
});

test('gives the largest pairs first, and as many as asked for', () => {
  const path = join(temporaryFolder(), 'hashes.sqlite');
  using table = HashTable.create(path, {});
  addGeneration(table, [[1, 2, 3], [1], [1, 2], [1, 2, 3]], 0);

  expect(table.reader.readOverlap(3)).toEqual([
    { first: '0', second: '3', digests: 3 },
    { first: '0', second: '2', digests: 2 },
    { first: '2', second: '3', digests: 2 },
  ]);
});

test('seeks old rows by the digests that new rows share, and reads no others', () => {
  const path = join(temporaryFolder(), 'hashes.sqlite');
  HashTable.create(path, {}).close();
  const database = new Database(path);

  const plan = database
    .prepare<[number], { detail: string }>(`EXPLAIN QUERY PLAN ${insertNewOverlap}`)
    .all(1)
    .map(({ detail }) => detail);
  database.close();

  expect(plan.filter((detail) => /^S(?:CAN|EARCH) [kh]\b/u.test(detail))).toEqual([
    'SEARCH h USING PRIMARY KEY (tier=?)',
    'SEARCH k USING PRIMARY KEY (tier=? AND digest=?)',
    'SEARCH h USING PRIMARY KEY (tier=? AND digest=?)',
  ]);
});

interface FilePair {
  readonly first: string;
  readonly second: string;
  readonly digests: number;
}

/** The overlap after each generation; files are named by their number. */
function mergeAll(generations: Generations): FilePair[][] {
  const path = join(temporaryFolder(), 'hashes.sqlite');
  let firstFile = 0;
  return generations.map((files, generation) => {
    using table = generation === 0 ? HashTable.create(path, {}) : HashTable.open(path);
    addGeneration(table, files, firstFile);
    firstFile += files.length;
    return table.reader.readOverlap(1000);
  });
}

function addGeneration(table: HashTable, files: Generations[number], firstFile: number): void {
  const generation = table.reader.readNextGeneration();
  const filler = table.beginGeneration();
  for (const [index, records] of files.entries()) {
    const path = String(firstFile + index);
    const file = filler.addFile({ path, bytes: 1, sha256: '', generation });
    for (const [line, record] of records.entries()) {
      const digest = createHash('sha1').update(String(record)).digest('hex');
      filler.claim(
        digest,
        { file, line, part: 0 },
        { source: 's', category: 'instruction', shape: 'alpaca' },
      );
    }
    filler.closeFile(file, {});
  }
  const segment = { bytes: 0, rows: 0, sha256: '' };
  table.finishGeneration({ corpus: segment, rejects: segment });
  table.commit();
}

function countPlainly(generations: Generations): FilePair[] {
  const files = generations.flat().map((records) => new Set(records));
  const pairs = files.flatMap((first, a) =>
    files.slice(a + 1).map((second, index) => ({
      first: String(a),
      second: String(a + 1 + index),
      digests: [...first].filter((record) => second.has(record)).length,
    })),
  );
  return pairs
    .filter((pair) => pair.digests > 0)
    .sort(
      (a, b) =>
        b.digests - a.digests ||
        Number(a.first) - Number(b.first) ||
        Number(a.second) - Number(b.second),
    );
}
