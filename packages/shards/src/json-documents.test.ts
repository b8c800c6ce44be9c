import { DamagedFileError } from '@llamaforge/schema';
import { collect, temporaryFolder } from '@llamaforge/testing';
import fc from 'fast-check';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { detectFormat } from './detect-format.ts';
import type { FileRow } from './file-row.ts';
import { readJsonArray, readKeyedRows, readWrappedArray } from './json-documents.ts';
import { readRows } from './read-rows.ts';

test('reads the elements of an array, whatever blanks stand between them', async () => {
  const { format, rows } = await read('\ufeff [ {"a":1},\n\n"two" , 3,[4],null]\n\n');

  expect(format).toEqual({ format: 'json_array', compression: 'none' });
  expect(rows).toEqual([{ a: 1 }, 'two', 3, [4], null]);
});

test('breaks an element alone, numbers it, and quotes its text', async () => {
  const text = '[{"a":1},{"a":NaN},{"a":"\\q"},{"a":1],"x\ny",{"b":"]}"}]';

  const { rows } = await read(text);

  expect(rows).toEqual([
    { a: 1 },
    {
      kind: 'broken',
      line: 2,
      reason: 'invalid_json',
      detail: 'NaN stands where a value should (character 6)',
      raw: { text: '{"a":NaN}' },
    },
    {
      kind: 'broken',
      line: 3,
      reason: 'invalid_json',
      detail: String.raw`q after \ is no escape (character 7)`,
      raw: { text: String.raw`{"a":"\q"}` },
    },
    {
      kind: 'broken',
      line: 4,
      reason: 'invalid_json',
      detail: '] stands where a comma or } should (character 7)',
      raw: { text: '{"a":1]' },
    },
    {
      kind: 'broken',
      line: 5,
      reason: 'invalid_json',
      detail: 'the control character U+000A stands bare in a string (character 3)',
      raw: { text: '"x\ny"' },
    },
    { b: ']}' },
  ]);
});

test('breaks an element that is not UTF-8', async () => {
  const bytes = Buffer.concat([Buffer.from('[1,"'), Buffer.from([0xe9]), Buffer.from('",2]')]);

  const { rows } = await read(bytes);

  expect(rows).toEqual([
    1,
    {
      kind: 'broken',
      line: 2,
      reason: 'invalid_utf8',
      detail: 'byte 2 (0xe9) is not UTF-8',
      raw: { base64: Buffer.from([0x22, 0xe9, 0x22]).toString('base64') },
    },
    2,
  ]);
});

test.each([
  ['[{"a":1},{"b":2}', 'the array is not closed (byte 17)'],
  ['[{"a":1},{"b":', 'the value that begins at byte 10 is not closed (byte 15)'],
  ['[{"a":1},', 'the end of the file stands where a value should (byte 10)'],
  ['[{"a":1} {"b":2}]', 'a comma is missing in the array (byte 10)'],
  ['[{"a":1},]', '] stands where a value should (byte 10)'],
  ['[{"a":1}]\n]', '] follows the end of its JSON (byte 11)'],
  ['[{"a":1}] x', 'x follows the end of its JSON (byte 11)'],
])('calls the array %j damaged', async (text, detail) => {
  const path = join(temporaryFolder({ 'a.json': text }), 'a.json');
  const format = { format: 'json_array', compression: 'none' } as const;

  const reading = collect(readRows(path, format));

  await expect(reading).rejects.toThrow(new DamagedFileError(path, detail));
});

test.each(['data', 'examples', 'rows', 'items', 'train', 'Data'])(
  'reads the objects that stand in a list under %s',
  async (key) => {
    const text = JSON.stringify({
      version: [1],
      skipped: { data: [{}] },
      [key]: [{ a: 1 }, 2],
      z: 0,
    });

    const { format, rows } = await read(text);

    expect(format).toEqual({ format: 'json_wrapped', compression: 'none', wrapperKey: key });
    expect(rows).toEqual([{ a: 1 }, 2]);
  },
);

test('reads every wrapper of a file, in their order, and no other list', async () => {
  const { format, rows } = await read(
    '{"train": [{"a":1}], "items": ["x"], "test": [{"c":3}], "data": [{"b":2}]}',
  );

  expect(format).toMatchObject({ wrapperKey: 'train' });
  expect(rows).toEqual([{ a: 1 }, { b: 2 }]);
});

test.each([
  ['{"data":[{"a":1}]', 'the object is not closed (byte 18)'],
  ['{"data":[{"a":1}]} []', '[ follows the end of its JSON (byte 20)'],
  ['{"data":[{"a":1}],"data":[{"b":1}]}', 'the key "data" stands twice (byte 26)'],
  ['{"data":[{"a":1}]; "b":1}', 'a comma is missing in the object (byte 18)'],
])('calls the object %j damaged', async (text, detail) => {
  const path = join(temporaryFolder({ 'a.json': text }), 'a.json');

  const reading = collect(readRows(path, await detectFormat(path)));

  await expect(reading).rejects.toThrow(new DamagedFileError(path, detail));
});

test('reads the values of an object of objects', async () => {
  const { format, rows } = await read('{"id 1": {"a": 1},\n "id 2": {"a": NaN}, "id 3": {}}');

  expect(format).toEqual({ format: 'json_keyed', compression: 'none' });
  expect(rows).toMatchObject([
    { a: 1 },
    { kind: 'broken', line: 2, raw: { text: '{"a": NaN}' } },
    {},
  ]);
});

test('reads a pretty-printed object as one row, and several in a row as several', async () => {
  const one = JSON.stringify({ instruction: 'a', output: 'b', turns: { c: 1 } }, undefined, 2);

  const single = await read(one);
  const three = await read(`${one}\n${one}\n\n${one}`);
  const cut = read(`${one}\n${one.slice(0, -1)}`);

  expect(single.format).toEqual({ format: 'json_objects', compression: 'none' });
  expect(single.rows).toEqual([JSON.parse(one)]);
  expect(three.rows).toEqual(
    [1, 2, 3].map(() => ({ instruction: 'a', output: 'b', turns: { c: 1 } })),
  );
  await expect(cut).rejects.toThrow(
    `a.json is damaged: the value that begins at byte ${String(one.length + 2)} is not closed`,
  );
});

test('gives the same rows however the bytes are cut into chunks', async () => {
  const array = Buffer.from(
    '\ufeff[{"a":"\\\\\\"é😀]"}, "\\\\", -1.5e3 ,true,[[],{}],{"b":NaN}\n]',
  );
  const object = Buffer.from('{"v\\"":[1],"data":[{"a":"\\\\\\"é"},{"b":2}], "x": "}" }');
  const keyed = Buffer.from('{"é": {"a":"\\u00e9}"} , "b":{"c":[1,{"d":2}]}}');
  const readers = [
    { bytes: array, open: (chunks: AsyncIterable<Buffer>) => readJsonArray('a', chunks) },
    { bytes: keyed, open: (chunks: AsyncIterable<Buffer>) => readKeyedRows('a', chunks) },
    {
      bytes: object,
      open: (chunks: AsyncIterable<Buffer>) =>
        readWrappedArray('a', { chunks, wrapperKey: 'data' }),
    },
  ];

  for (const { bytes, open } of readers) {
    const expected = plain(await collect(open(inChunks([bytes]))));
    const singles = plain(
      await collect(open(inChunks([...bytes].map((byte) => Buffer.from([byte]))))),
    );
    expect(expected.length).toBeGreaterThan(1);
    expect(singles).toEqual(expected);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length)), async (cuts) => {
        expect(plain(await collect(open(inChunks(cutAt(bytes, cuts)))))).toEqual(expected);
      }),
    );
  }
});

test('reads back any values that are written as an array, in any style', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.jsonValue()), fc.nat(3), async (values, indent) => {
      const bytes = Buffer.from(JSON.stringify(values, undefined, indent));

      const rows = await collect(readJsonArray('a', inChunks([bytes])));

      expect(plain(rows)).toEqual(JSON.parse(JSON.stringify(values)));
    }),
  );
});

async function read(content: string | Buffer): Promise<{ format: unknown; rows: unknown[] }> {
  const path = join(temporaryFolder({ 'a.json': content }), 'a.json');
  const format = await detectFormat(path);
  return { format, rows: plain(await collect(readRows(path, format))) };
}

function plain(rows: readonly FileRow[]): unknown[] {
  return rows.map((row) => {
    if (row.kind === 'row') return row.value;
    return row.kind === 'broken' ? { ...row, raw: row.raw() } : row;
  });
}

function cutAt(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const borders = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
  return borders.slice(1).map((end, index) => bytes.subarray(borders[index], end));
}

async function* inChunks(chunks: readonly Buffer[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield await Promise.resolve(chunk);
}
