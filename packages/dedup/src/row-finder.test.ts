import type { Category } from '@llamaforge/schema';
import { temporaryFolder } from '@llamaforge/testing';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { HashTable } from './hash-table.ts';
import { RowFinder } from './row-finder.ts';

const digests = {
  first: 'abcdef0123456789abcdef0123456789abcdef01',
  sameStart: 'abcdef01234567ffffffffffffffffffffffffff',
  lastOfStart: 'abcdef01ffffffffffffffffffffffffffffffff',
  next: 'abcdef0200000000000000000000000000000000',
} as const;

const first = {
  digest: digests.first,
  file: 'data/a.jsonl',
  line: 1,
  source: 'orca',
  category: 'instruction',
  shape: 'alpaca',
  generation: 0,
  heldBy: [
    { file: 'data/a.jsonl', line: 4 },
    { file: 'data/sub/a.jsonl', line: 1 },
    { file: 'new.jsonl', line: 9 },
  ],
} as const;

test('finds a row by its whole digest, with all who held it, in whatever generation', () => {
  using finder = new RowFinder(makeTable());

  expect(finder.findByDigest(digests.first, 20)).toEqual([first]);
  expect(finder.findByDigest(digests.first.toUpperCase(), 20)).toEqual([first]);
});

test.each([
  ['abcdef01', ['first', 'sameStart', 'lastOfStart']],
  ['abcdef012', ['first', 'sameStart']],
  ['abcdef01234567f', ['sameStart']],
  ['abcdef01f', ['lastOfStart']],
  ['abcdef02', ['next']],
  [digests.first.slice(0, 39), ['first']],
  ['abcdef0123456789abcdef0123456789abcdef0f', []],
  ['00000000', []],
] as const)(
  'finds by the first digits %s, by digest, of an odd or even number',
  (digits, names) => {
    using finder = new RowFinder(makeTable());

    const rows = finder.findByDigest(digits, 20);

    expect(rows.map((row) => row.digest)).toEqual(names.map((name) => digests[name]));
  },
);

test('gives the first rows by digest where there are more than asked for', () => {
  using finder = new RowFinder(makeTable());

  expect(finder.findByDigest('abcdef01', 2).map((row) => row.digest)).toEqual([
    digests.first,
    digests.sameStart,
  ]);
});

test('says of a place that its row was kept', () => {
  using finder = new RowFinder(makeTable());

  expect(finder.findByPlace('data/a.jsonl', 1)).toEqual([{ fate: 'kept', row: first }]);
});

test('says of a place that its row was a duplicate, and of which', () => {
  using finder = new RowFinder(makeTable());

  expect(finder.findByPlace('new.jsonl', 9)).toEqual([
    { fate: 'duplicate', place: { file: 'new.jsonl', line: 9 }, row: first },
  ]);
});

test('says of a place that its row was rejected, and why', () => {
  using finder = new RowFinder(makeTable());

  expect(finder.findByPlace('data/sub/a.jsonl', 2)).toEqual([
    { fate: 'rejected', place: { file: 'data/sub/a.jsonl', line: 2 }, reason: 'not_text' },
  ]);
});

test('names what became of each record of a row that holds several', () => {
  using finder = new RowFinder(makeTable());

  const fates = finder.findByPlace('data/a.jsonl', 4);

  expect(fates.map((fate) => [fate.fate, 'row' in fate ? fate.row.digest : fate.reason])).toEqual([
    ['kept', digests.sameStart],
    ['duplicate', digests.first],
    ['rejected', 'missing_output'],
    ['rejected', 'missing_instruction'],
  ]);
});

test('knows a file by the end of its path, from a folder’s border on', () => {
  using finder = new RowFinder(makeTable());

  const filesOf = (path: string): string[] =>
    finder
      .findByPlace(path, 1)
      .map((fate) => (fate.fate === 'kept' ? fate.row.file : fate.place.file));

  expect(filesOf('sub/a.jsonl')).toEqual(['data/sub/a.jsonl']);
  expect(filesOf('a.jsonl')).toEqual(['data/a.jsonl', 'data/sub/a.jsonl']);
  expect(filesOf('.jsonl')).toEqual([]);
  expect(filesOf('ub/a.jsonl')).toEqual([]);
  expect(filesOf('data/a.jsonl')).toEqual(['data/a.jsonl']);
});

test('prefers the file of just this path to others that end so', () => {
  using finder = new RowFinder(makeTable());

  expect(finder.findByPlace('new.jsonl', 1)).toMatchObject([
    { fate: 'kept', row: { file: 'new.jsonl' } },
  ]);
});

test('finds nothing where nothing is', () => {
  using finder = new RowFinder(makeTable());

  expect(finder.findByPlace('data/a.jsonl', 99)).toEqual([]);
  expect(finder.findByPlace('other.jsonl', 1)).toEqual([]);
  expect(finder.findByPlace("x' OR 1 = 1 --", 1)).toEqual([]);
});

test('names the first thousand holders', () => {
  const path = join(temporaryFolder(), 'hashes.sqlite');
  const lines = Array.from({ length: 1101 }, (_, index) => index + 1);
  addGeneration(path, [{ path: 'a.jsonl', kept: lines.map((line) => [line, digests.first]) }]);
  using finder = new RowFinder(path);

  const heldBy = finder.findByDigest(digests.first, 1)[0]?.heldBy;

  expect(heldBy).toEqual(lines.slice(1, 1001).map((line) => ({ file: 'a.jsonl', line })));
});

interface FileRows {
  readonly path: string;
  readonly kept: readonly (readonly [line: number, digest: string])[];
  readonly rejected?: readonly (readonly [
    line: number,
    reason: 'not_text' | 'missing_output' | 'missing_instruction',
  ])[];
}

/** Two generations; line 4 of the first file holds four records. */
function makeTable(): string {
  const path = join(temporaryFolder(), 'hashes.sqlite');
  addGeneration(path, [
    {
      path: 'data/a.jsonl',
      kept: [
        [1, digests.first],
        [4, digests.sameStart],
        [4, digests.first],
      ],
      rejected: [
        [4, 'missing_output'],
        [4, 'missing_instruction'],
      ],
    },
    { path: 'data/sub/a.jsonl', kept: [[1, digests.first]], rejected: [[2, 'not_text']] },
    { path: 'data/new.jsonl', kept: [] },
  ]);
  addGeneration(path, [
    {
      path: 'new.jsonl',
      kept: [
        [1, digests.next],
        [9, digests.first],
        [10, digests.lastOfStart],
      ],
    },
  ]);
  return path;
}

function addGeneration(path: string, files: readonly FileRows[]): void {
  const isFirst = files[0]?.path !== 'new.jsonl';
  using table = isFirst ? HashTable.create(path, {}) : HashTable.open(path);
  const filler = table.beginGeneration();
  const category: Category = 'instruction';
  for (const { path: name, kept, rejected = [] } of files) {
    const generation = table.reader.readNextGeneration();
    const file = filler.addFile({ path: name, bytes: 1, sha256: '', generation });
    for (const [part, [line, digest]] of kept.entries()) {
      filler.claim(digest, { file, line, part }, { source: 'orca', category, shape: 'alpaca' });
    }
    for (const [part, [line, reason]] of rejected.entries()) {
      filler.reject({ file, line, part: part + 10 }, reason);
    }
    filler.closeFile(file, {});
  }
  const segment = { bytes: 0, rows: 0, sha256: '' };
  table.finishGeneration({ corpus: segment, rejects: segment });
  table.commit();
}
