import { temporaryFolder } from '@llamaforge/testing';
import fc from 'fast-check';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SpillReader, SpillWriter, wordsPerRow, type SpilledRows } from './spill-file.ts';
import { orderedRows, sortedBytesPerRow } from './spill-order.ts';

test('gives all rows by digest, those of one digest as they came, however few are sorted at once', () => {
  fc.assert(
    fc.property(
      fc.array(digests(), { maxLength: 400, size: 'max' }),
      fc.integer({ min: 1, max: 60 }),
      (all, mostRows) => {
        expect(sortOnDisk(all, mostRows)).toEqual(sortInMemory(all));
      },
    ),
    { numRuns: 150 },
  );
});

test('finds a few digests among thousands of copies of one, and others with its first bytes', () => {
  const copies = Array.from({ length: 20_000 }, (_, row) => {
    if (row % 5000 === 77) return `0102030${String(row % 3)}${'b'.repeat(32)}`;
    return `01020304${row % 9000 === 0 ? '00' : 'aa'.repeat(16)}`.padEnd(40, '0');
  });

  expect(sortOnDisk(copies, 1000)).toEqual(sortInMemory(copies));
});

test('rows of many blocks a partition come back whole', () => {
  const all = Array.from({ length: 8000 }, (_, row) =>
    `${(row % 3).toString(16)}7${(row * 7919).toString(16)}`.padEnd(40, '5'),
  );

  expect(sortOnDisk(all, 5000)).toEqual(sortInMemory(all));
});

test('a writer that is discarded leaves no file', () => {
  const path = join(temporaryFolder(), 'rows');
  const writer = new SpillWriter(path);
  writer.add(wordsOf(['00'.repeat(20)]), 0, 1);

  writer.discard();

  expect(existsSync(path)).toBe(false);
});

test('a file that cannot be begun is an error that names it', () => {
  const folder = temporaryFolder();

  expect(() => new SpillWriter(folder)).toThrow(`Cannot write ${folder}: it is a folder.`);
});

/** [digest, number] of each row as `orderedRows` gives it; a row's number is its place in `all`. */
function sortOnDisk(all: readonly string[], mostRows: number): [string, number][] {
  const path = join(temporaryFolder(), 'rows');
  const writer = new SpillWriter(path);
  const words = wordsOf(all);
  const half = Math.floor(all.length / 2);
  writer.add(words, 0, half);
  writer.add(words, half * wordsPerRow, all.length - half);
  const spilled: SpilledRows = writer.finish();
  using reader = new SpillReader(path, spilled);
  const room = { buffer: new ArrayBuffer(mostRows * sortedBytesPerRow), at: 0, rows: mostRows };
  const found: [string, number][] = [];
  for (const { words, positions, count } of orderedRows(reader, room)) {
    for (const at of positions.subarray(0, count)) {
      const digest = Buffer.from(words.buffer, words.byteOffset + 4 * at, 20).toString('hex');
      found.push([digest, words[at + 5] ?? 0]);
    }
  }
  return found;
}

function sortInMemory(all: readonly string[]): [string, number][] {
  const rows = all.map((digest, row): [string, number] => [digest, row]);
  // A stable sort: equal digests stay in their order.
  return rows.sort(([left], [right]) => (left === right ? 0 : left < right ? -1 : 1));
}

/** Rows of these digests, the low word of whose sequence number is their place. */
function wordsOf(all: readonly string[]): Uint32Array {
  const words = new Uint32Array(all.length * wordsPerRow);
  const bytes = Buffer.from(words.buffer);
  for (const [row, digest] of all.entries()) {
    bytes.set(Buffer.from(digest, 'hex'), row * wordsPerRow * 4);
    words[row * wordsPerRow + 5] = row;
  }
  return words;
}

/** Few enough for many to be equal, or to differ in an early or a late byte alone. */
function digests(): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.constantFrom('00000000', '00000001', '000100ff', '01000000', '80ffffff', 'ffffffff'),
      fc.constantFrom('00', '01', 'ff'),
      fc.constantFrom('00', '80', 'ff'),
    )
    .map(([prefix, middle, last]) => `${prefix}${middle.repeat(15)}${last}`);
}
