import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  parquetMetadata,
  parquetSchema,
  type AsyncBuffer,
  type ColumnMetaData,
  type RowGroup,
} from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { parquetHeader } from 'hyparquet/src/column.js';
import { getTreePath } from 'hyparquet/src/schema.js';
import { expect, test } from 'vitest';
import { ParquetGroup } from './parquet-group.ts';
import { ParquetPage } from './parquet-page.ts';
import { parquetParsers } from './parquet-values.ts';

test('reads no more pages than the rows that are taken need', async () => {
  const { file, group, slices } = openFixture('large-group');

  const rows = await group.take(10);

  expect(rows.map(([text]) => String(text).slice(0, 4))).toEqual(
    Array.from({ length: 10 }, (_, row) => `${String(row)} abcd`.slice(0, 4)),
  );
  // A look at the header, and the first of its three pages of 1,024 rows.
  expect(slices).toHaveLength(2);
  expect(slices[1]).toBeLessThan(file.byteLength / 2);
});

test('reads lists that go on in the next page, however many rows are taken at once', async () => {
  const expected = dialogues(60, (row) => row % 8).map((messages, row) => [row, messages]);

  for (const count of [1, 7, 60]) {
    const { group } = openFixture('split-lists');
    const rows: unknown[] = [];
    while (rows.length < 60) rows.push(...(await group.take(Math.min(count, 60 - rows.length))));
    group.end();
    expect(rows).toEqual(expected);
  }
});

test('reads a page that holds a whole column', async () => {
  const { group, slices } = openFixture('one-page');
  const rows: unknown[] = [];

  for (let taken = 0; taken < 20_000; taken += 1_000) rows.push(...(await group.take(1_000)));

  group.end();
  expect(rows).toEqual(dialogues(20_000, () => 2).map((messages) => [messages]));
  // Of two columns the dictionary and the one page, each after a look at its header.
  expect(slices).toHaveLength(8);
});

test('refuses a group that has fewer rows than its footer says', async () => {
  const { group } = openFixture('everyday-snappy');

  const reading = group.take(4);

  await expect(reading).rejects.toThrow('its column instruction is 1 rows too short');
});

test.each([
  ['everyday-snappy', 2, 'instruction'],
  ['split-lists', 59, 'id'],
  ['one-page', 19_999, 'messages.list.element.role'],
])('refuses a group that has more rows than its footer says (%s)', async (name, count, column) => {
  const { group } = openFixture(name);
  await group.take(count);

  expect(() => {
    group.end();
  }).toThrow(`its column ${column} has more rows than the footer says`);
});

test('refuses a group without one of its columns', () => {
  const { file, metadata, rowGroup } = openFixture('everyday-snappy');
  const columns = rowGroup.columns.slice(1);

  expect(() => new ParquetGroup(file, metadata, { ...rowGroup, columns })).toThrow(
    'it has no column instruction',
  );
});

test('reads a page header that is longer than the first look at it', async () => {
  const { group, slices } = openFixture('long-header');

  const rows = await group.take(2);

  expect(rows).toEqual([['a'.repeat(3_900)], ['b'.repeat(3_900)]]);
  expect(slices).toHaveLength(3);
});

test('makes a page that holds a whole column into rows piece by piece', () => {
  const { bytes, root, rowGroup } = openFixture('one-page');
  const { codec, type, path_in_schema, data_page_offset } = chunkOf(rowGroup, 0);
  const start = Number(data_page_offset);
  const reader = { view: new DataView(bytes), offset: start };
  const header = parquetHeader(reader);
  const schemaPath = getTreePath(root, path_in_schema);
  const element = schemaPath.at(-1)?.element ?? root.element;
  const page = new ParquetPage(
    header,
    new Uint8Array(bytes, reader.offset, header.compressed_page_size),
    {
      decoder: {
        ...{ codec, type, schemaPath, element, compressors },
        pathInSchema: path_in_schema,
        parsers: parquetParsers,
      },
      dictionary: ['user', 'assistant'],
    },
  );
  const lengths: number[] = [];
  const rows: unknown[] = [];

  while (!page.isDone) {
    page.assembleInto(rows);
    lengths.push(rows.length);
  }

  // Two entries a row, 4096 entries a piece.
  expect(lengths).toEqual([...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((piece) => piece * 2048), 20_000]);
  expect(new Set(rows.map((row) => JSON.stringify(row).replaceAll(/[[\]]/gu, '')))).toEqual(
    new Set(['"user","assistant"']),
  );
});

function openFixture(name: string) {
  const path = join(dirname(fileURLToPath(import.meta.url)), '../fixtures', `${name}.parquet`);
  const bytes = Uint8Array.from(readFileSync(path)).buffer;
  const metadata = parquetMetadata(bytes);
  const slices: number[] = [];
  const file: AsyncBuffer = {
    byteLength: bytes.byteLength,
    slice: (start, end = bytes.byteLength) => {
      slices.push(end - start);
      return bytes.slice(start, end);
    },
  };
  const [rowGroup] = metadata.row_groups;
  if (rowGroup === undefined) throw new Error(`${name} has no rows`);
  const group = new ParquetGroup(file, metadata, rowGroup);
  return { bytes, file, group, metadata, root: parquetSchema(metadata), rowGroup, slices };
}

function chunkOf(rowGroup: RowGroup, index: number): ColumnMetaData {
  const chunk = rowGroup.columns[index]?.meta_data;
  if (chunk === undefined) throw new Error(`there is no column ${String(index)}`);
  return chunk;
}

function dialogues(count: number, turns: (row: number) => number): unknown[] {
  return Array.from({ length: count }, (_, row) =>
    Array.from({ length: turns(row) }, (_turn, turn) => ({
      role: turn % 2 === 0 ? 'user' : 'assistant',
      content: `${String(row % 10)}.${String(turn)}`,
    })),
  );
}
