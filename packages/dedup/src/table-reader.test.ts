import type { Category } from '@llamaforge/schema';
import { expect, test } from 'vitest';
import { HashTable } from './hash-table.ts';

const segment = { bytes: 10, rows: 2, sha256: 'a'.repeat(64) };

test('says of a new table that it holds nothing', () => {
  using table = HashTable.create(':memory:', {});
  const { reader } = table;

  expect([reader.readNextGeneration(), reader.readNextTier()]).toEqual([0, 0]);
  expect([
    reader.readGenerations(),
    reader.readFiles(),
    reader.readLabelCounts(),
    reader.readSourceFiles(),
    reader.readLengths('output'),
    reader.readUnknownCategories(100),
    reader.readOverlap(100),
  ]).toEqual([[], [], [], [], [], [], []]);
});

test('keeps what was noted when the table was made', () => {
  using table = HashTable.create(':memory:', { key: 'rendered', output: 'ü.jsonl' });

  expect(['key', 'output', 'other'].map((name) => table.reader.readMeta(name))).toEqual([
    'rendered',
    'ü.jsonl',
    undefined,
  ]);
});

test('gives back each generation and file with its account, in order', () => {
  using table = HashTable.create(':memory:', {});
  const account = { rows: { read: 1 }, note: 'é\u0000\u2028' };
  const rejects = { bytes: 0, rows: 0, sha256: 'b'.repeat(64) };
  const files = ['z.jsonl', 'a.jsonl'].map((path, generation) => {
    const filler = table.beginGeneration();
    const entry = { path, bytes: 2 ** 40, sha256: 'c'.repeat(64), generation };
    filler.closeFile(filler.addFile(entry), account);
    table.finishGeneration({ corpus: segment, rejects });
    table.commit();
    return { ...entry, account };
  });

  expect(table.reader.readFiles()).toEqual(files);
  expect(table.reader.readGenerations()).toEqual([
    { generation: 0, corpus: segment, rejects },
    { generation: 1, corpus: segment, rejects },
  ]);
  expect(table.reader.readNextGeneration()).toBe(2);
});

test('counts kept rows by source and category over shapes and files, sources by their UTF-8 bytes', () => {
  using table = HashTable.create(':memory:', {});
  const filler = table.beginGeneration();
  const rows: readonly (readonly [
    file: string,
    source: string,
    category: Category,
    shape: string,
  ])[] = [
    ['1', '😀', 'instruction', 'alpaca'],
    ['1', '\uffff', 'instruction', 'alpaca'],
    ['1', 'b', 'cot_math', 'alpaca'],
    ['2', 'b', 'cot_math', 'messages'],
    ['2', 'b', 'analytical', 'messages'],
    ['2', 'B', 'analytical', 'messages'],
  ];
  for (const path of ['1', '2']) {
    const file = filler.addFile({ path, bytes: 0, sha256: '', generation: 0 });
    for (const [line, [inFile, source, category, shape]] of rows.entries()) {
      if (inFile !== path) continue;
      const digest = line.toString(16).padStart(40, '0');
      filler.claim(digest, { file, line, part: 0 }, { source, category, shape });
      filler.claim(digest, { file, line: 100 + line, part: 0 }, { source, category, shape });
    }
    filler.closeFile(file, {});
  }

  expect(table.reader.readLabelCounts()).toEqual([
    { source: 'B', category: 'analytical', rows: 1 },
    { source: 'b', category: 'analytical', rows: 1 },
    { source: 'b', category: 'cot_math', rows: 2 },
    { source: '\uffff', category: 'instruction', rows: 1 },
    { source: '😀', category: 'instruction', rows: 1 },
  ]);
  expect(table.reader.readSourceFiles()).toEqual([
    { source: 'b', path: '1' },
    { source: '\uffff', path: '1' },
    { source: '😀', path: '1' },
    { source: 'B', path: '2' },
    { source: 'b', path: '2' },
  ]);
});

test('adds up lengths field by field, shortest first', () => {
  using table = HashTable.create(':memory:', {});
  const filler = table.beginGeneration();

  filler.addLengths(
    'output',
    new Map([
      [100, 1],
      [9, 2],
    ]),
  );
  filler.addLengths(
    'output',
    new Map([
      [100, 5],
      [10, 1],
    ]),
  );
  filler.addLengths('input', new Map([[0, 9]]));

  expect(table.reader.readLengths('output')).toEqual([
    [9, 2],
    [10, 1],
    [100, 6],
  ]);
  expect(table.reader.readLengths('input')).toEqual([[0, 9]]);
});

test('counts tags that are no category, most frequent first, equal ones by name', () => {
  using table = HashTable.create(':memory:', {});
  const filler = table.beginGeneration();

  for (const tag of ['b', 'é', 'a', 'é', '', 'A', "'; DROP TABLE meta; --"])
    filler.countUnknownCategory(tag);

  expect(table.reader.readUnknownCategories(4)).toEqual([
    { tag: 'é', rows: 2 },
    { tag: '', rows: 1 },
    { tag: "'; DROP TABLE meta; --", rows: 1 },
    { tag: 'A', rows: 1 },
  ]);
});
