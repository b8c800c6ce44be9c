import { ChangedFileError } from '@llamaforge/schema';
import { collect, temporaryFolder } from '@llamaforge/testing';
import fc from 'fast-check';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { detectFormat } from './detect-format.ts';
import { readRows } from './read-rows.ts';

const columns = { format: 'json_columns', compression: 'none' } as const;

test('zips equally long lists into rows', async () => {
  const { format, rows } = await read('{"prompt": ["a", "b"],\n "story": ["c", null]}');

  expect(format).toEqual(columns);
  expect(rows).toEqual([
    {
      kind: 'row',
      line: 1,
      value: { prompt: 'a', story: 'c' },
      raw: { text: '{"prompt":"a","story":"c"}' },
    },
    {
      kind: 'row',
      line: 2,
      value: { prompt: 'b', story: null },
      raw: { text: '{"prompt":"b","story":null}' },
    },
  ]);
});

test('lets the last of equal columns count', async () => {
  const { rows } = await read('{"a": [1, 2], "b": [3, 4], "a": [5, 6]}');

  expect(rows.map((row) => row.value)).toEqual([
    { a: 5, b: 3 },
    { a: 6, b: 4 },
  ]);
});

test('breaks the one row that holds a broken cell', async () => {
  const { rows } = await read('{"a": ["x", "y"], "b": [NaN, 1]}');

  expect(rows).toEqual([
    {
      kind: 'broken',
      line: 1,
      reason: 'invalid_json',
      detail: 'NaN stands where a value should (character 14)',
      raw: { text: '{"a":"x","b":NaN}' },
    },
    { kind: 'row', line: 2, value: { a: 'y', b: 1 }, raw: { text: '{"a":"y","b":1}' } },
  ]);
});

test('is found out where the lists have changed since they were counted', async () => {
  const path = join(temporaryFolder({ 'a.json': '{"a": [1, 2], "b": [3, 4]}' }), 'a.json');
  const rows = readRows(path, await detectFormat(path));
  writeFileSync(path, '{"a": [1, 2], "b": [3]}');

  const reading = collect(rows);

  await expect(reading).rejects.toThrow(new ChangedFileError(path));
});

test('reads back any table, plain and gzipped', async () => {
  const table = fc
    .tuple(
      fc.integer({ min: 0, max: 5 }),
      fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 4 }),
    )
    .chain(([length, names]) =>
      fc
        .array(fc.dictionary(fc.constantFrom(...names), fc.string(), { minKeys: 0 }), {
          minLength: length,
          maxLength: length,
        })
        .map((cells) => ({ names, cells })),
    );

  await fc.assert(
    fc.asyncProperty(table, fc.boolean(), async ({ names, cells }, isGzipped) => {
      const lists = names.map((name) => [name, cells.map((row) => cellOf(row, name))] as const);
      const text = JSON.stringify(Object.fromEntries(lists));
      const { rows } = await read(isGzipped ? gzipSync(text) : text);
      const expected = cells.map((row) =>
        Object.fromEntries(lists.map(([name]) => [name, cellOf(row, name)])),
      );
      expect(rows.map((row) => row.value)).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});

function cellOf(row: Readonly<Record<string, string>>, name: string): string | null {
  return Object.hasOwn(row, name) ? (row[name] ?? null) : null;
}

async function read(
  content: string | Buffer,
): Promise<{ format: unknown; rows: { kind: string; value?: unknown }[] }> {
  const path = join(temporaryFolder({ 'a.json': content }), 'a.json');
  const format = await detectFormat(path);
  const rows = await collect(readRows(path, format));
  return {
    format,
    rows: rows.map((row) => (row.kind === 'blank' ? row : { ...row, raw: row.raw() })),
  };
}
