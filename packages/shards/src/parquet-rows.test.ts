import { DamagedFileError } from '@llamaforge/schema';
import { collect, temporaryFolder } from '@llamaforge/testing';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { detectFormat } from './detect-format.ts';
import { readParquet } from './parquet-rows.ts';
import { readParquetExtents } from './read-parquet-extents.ts';
import { readRows } from './read-rows.ts';

test.each(['snappy', 'zstd', 'gzip', 'page-index'])(
  'reads texts, nulls, structs, lists, numbers, dates and bytes (%s)',
  async (name) => {
    const rows = await read(fixture(`everyday-${name}`));

    expect(rows).toHaveLength(7);
    expect(rows[1]).toEqual({
      line: 2,
      value: {
        instruction: 'Question 2? é 你好 😀',
        input: 'context 2',
        answers: { text: ['answer 2', 'answer 2'], answer_start: [0, 1] },
        messages: [
          { role: 'user', content: 'hi 2' },
          { role: 'assistant', content: null },
        ],
        id: 2,
        score: 1,
        is_checked: true,
        day: '2024-02-02',
        at: '2024-02-02T12:30:01.000Z',
        binary_text: 'bytes 2',
        binary: { base64: '/wI=' },
      },
    });
    expect(rows.map(summaryOf)).toEqual(
      [1, 2, 3, 4, 5, 6, 7].map((line) => ({
        line,
        id: line < 7 ? line : '1152921504606846977',
        input: line % 2 === 1 ? null : `context ${String(line)}`,
        isDialogue: line !== 4,
      })),
    );
  },
);

test('breaks the row whose text is not UTF-8, and no other', async () => {
  const rows = await collect(readParquet(fixture('invalid-utf8')));

  expect(rows.map((row) => (row.kind === 'blank' ? row : { ...row, raw: row.raw() }))).toEqual([
    {
      kind: 'row',
      line: 1,
      value: { instruction: 'fine', output: 'a' },
      raw: { text: '{"instruction":"fine","output":"a"}' },
    },
    {
      kind: 'broken',
      line: 2,
      reason: 'invalid_utf8',
      detail: 'instruction: byte 5 (0xff) is not UTF-8',
      raw: { text: '{"instruction":"not \ufffd\ufffd text","output":"b"}' },
    },
    {
      kind: 'row',
      line: 3,
      value: { instruction: 'fine too', output: 'c' },
      raw: { text: '{"instruction":"fine too","output":"c"}' },
    },
  ]);
});

test('reads a large row group in slices, every row once and in order', async () => {
  const rows = await read(fixture('large-group'));

  const expected = Array.from({ length: 3000 }, (_, index) => ({
    line: index + 1,
    value: { instruction: `${String(index)} ${'abcdefgh'.repeat(2000)}` },
  }));
  expect(rows).toEqual(expected);
});

test('reads a file without rows', async () => {
  const rows = await read(fixture('no-rows'));

  expect(rows).toEqual([]);
});

test('takes columns called __proto__ and constructor for columns like any other', async () => {
  const [row] = await read(fixture('hostile-names'));

  expect(JSON.stringify(row?.value)).toBe('{"__proto__":"a","constructor":"b"}');
});

test('is told by its bytes, whatever its name', async () => {
  const path = join(
    temporaryFolder({ 'a.json': readFileSync(fixture('hostile-names')) }),
    'a.json',
  );

  const format = await detectFormat(path);

  expect(format).toEqual({ format: 'parquet', compression: 'none' });
});

test.each([
  [
    'cut in half',
    (bytes: Buffer) => bytes.subarray(0, bytes.length / 2),
    /its footer cannot be read/u,
  ],
  [
    'nothing but the magic number',
    (bytes: Buffer) => bytes.subarray(0, 4),
    /its footer cannot be read/u,
  ],
  [
    'a footer longer than the file',
    (bytes: Buffer) => overwritten(bytes, bytes.length - 8, 0x7f),
    /its footer cannot be read/u,
  ],
  ['zeros for pages', (bytes: Buffer) => zeroed(bytes, 4, 3000), /row group 1 cannot be read/u],
  [
    'noise for pages',
    (bytes: Buffer) => overwritten(bytes, 4, 0xa5),
    /row group 1 cannot be read/u,
  ],
])('finds a file damaged that is %s', async (_what, damage, detail) => {
  const bytes = Buffer.from(damage(readFileSync(fixture('everyday-snappy'))));
  const path = join(temporaryFolder({ 'a.parquet': bytes }), 'a.parquet');

  const reading = collect(readRows(path, { format: 'parquet', compression: 'none' }));

  await expect(reading).rejects.toThrow(DamagedFileError);
  await expect(reading).rejects.toThrow(detail);
});

test('tells how many bytes each row group took', async () => {
  const heard: number[] = [];

  await collect(readParquet(fixture('everyday-snappy'), { onBytes: (bytes) => heard.push(bytes) }));

  expect(heard).toHaveLength(3);
  expect(heard.every((bytes) => bytes > 100)).toBe(true);
});

function fixture(name: string): string {
  return join(dirname(fileURLToPath(import.meta.url)), '../fixtures', `${name}.parquet`);
}

async function read(path: string): Promise<{ line: number; value: unknown }[]> {
  const rows = await collect(readRows(path, await detectFormat(path)));
  return rows.map((row) => ({ line: row.line, value: row.kind === 'row' ? row.value : row }));
}

function summaryOf({ line, value }: { line: number; value: unknown }): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const row = new Map<string, unknown>(Object.entries(value));
  return {
    line,
    id: row.get('id'),
    input: row.get('input'),
    isDialogue: row.get('messages') !== null,
  };
}

function zeroed(bytes: Buffer, from: number, to: number): Buffer {
  return Buffer.from(bytes).fill(0, from, to);
}

function overwritten(bytes: Buffer, from: number, value: number): Buffer {
  return Buffer.from(bytes).fill(value, from, from + 4);
}

test('reads the first row groups of a file of which no more than they and its footer are there', async () => {
  const whole = readFileSync(fixture('everyday-snappy'));
  const partial = Buffer.alloc(whole.length);
  const path = join(temporaryFolder({ 'partial.parquet': partial }), 'partial.parquet');
  const brought: [start: number, end: number][] = [];
  const ensureBytes = (start: number, end: number): Promise<void> => {
    whole.copy(partial, start, start, end);
    writeFileSync(path, partial);
    brought.push([start, end]);
    return Promise.resolve();
  };

  // The footer's reader takes what is there of half a megabyte: all of so small a file.
  const extents = await readParquetExtents(fixture('everyday-snappy'));
  const rows: unknown[] = [];
  for await (const row of readParquet(path, { ensureBytes })) {
    if (rows.push(row) === 4) break;
  }

  expect(extents).toMatchObject([
    { rows: 3, start: 4, end: 1259 },
    { rows: 3, start: 1259, end: 2522 },
    { rows: 1, start: 2522, end: 3606 },
  ]);
  expect(extents.every(({ contentBytes }) => contentBytes > 1000)).toBe(true);
  expect(rows).toHaveLength(4);
  expect(brought).toContainEqual([4, 1259]);
  expect(brought).toContainEqual([1259, 2522]);
  expect(brought).not.toContainEqual([2522, 3606]);
});

test('reads some row groups alone, their rows numbered as in the whole file', async () => {
  const rows = await collect(
    readParquet(fixture('everyday-snappy'), { rowGroups: { first: 1, last: 1 } }),
  );

  expect(rows.map(({ line }) => line)).toEqual([4, 5, 6]);
});
