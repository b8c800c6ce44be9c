import { collect, temporaryFolder } from '@llamaforge/testing';
import fc from 'fast-check';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { detectFormat } from './detect-format.ts';
import type { FileRow } from './file-row.ts';
import { readJsonLines } from './json-lines.ts';
import { readRows } from './read-rows.ts';

test('reads a value a line and numbers lines from 1, blank ones apart', async () => {
  const rows = await readText('{"a":1}\n\n \t\r\n[2]\n"three"\n');

  expect(rows).toEqual([
    { kind: 'row', line: 1, value: { a: 1 }, raw: { text: '{"a":1}' } },
    { kind: 'blank', line: 2 },
    { kind: 'blank', line: 3 },
    { kind: 'row', line: 4, value: [2], raw: { text: '[2]' } },
    { kind: 'row', line: 5, value: 'three', raw: { text: '"three"' } },
  ]);
});

test('gives no rows for an empty file, and only blanks for blank lines', async () => {
  const empty = await readText('');
  const blank = await readText('\n  \n\t');

  expect(empty).toEqual([]);
  expect(blank).toEqual([1, 2, 3].map((line) => ({ kind: 'blank', line })));
});

test('takes a byte-order mark and CR before LF for no part of a row, on any line', async () => {
  const rows = await readText('\ufeff{"a":1}\r\n\ufeff{"b":2}\r\n\ufeff\n');

  expect(rows).toEqual([
    { kind: 'row', line: 1, value: { a: 1 }, raw: { text: '{"a":1}' } },
    { kind: 'row', line: 2, value: { b: 2 }, raw: { text: '{"b":2}' } },
    { kind: 'blank', line: 3 },
  ]);
});

test('reads a last line without newline, and breaks one that is cut in half', async () => {
  const whole = await readText('{"a":1}\n{"b":2}');
  const cut = await readText('{"a":1}\n{"b": "tw');

  expect(whole.at(-1)).toEqual({ kind: 'row', line: 2, value: { b: 2 }, raw: { text: '{"b":2}' } });
  expect(cut.at(-1)).toEqual({
    kind: 'broken',
    line: 2,
    reason: 'invalid_json',
    detail: 'the text ends inside a string',
    raw: { text: '{"b": "tw' },
  });
});

test.each([
  ['{"a": NaN}', 'NaN stands where a value should (character 7)'],
  ['{"a": -Infinity}', '-Infinity stands where a value should (character 7)'],
  ['{"a": "x\u0000y"}', 'the control character U+0000 stands bare in a string (character 9)'],
  ['\u0000', 'U+0000 stands where a value should (character 1)'],
  ['{"a":1} {"b":2}', '{ stands where the end should (character 9)'],
])('breaks the row %j', async (text, detail) => {
  const [row] = await readText(text);

  expect(row).toEqual({ kind: 'broken', line: 1, reason: 'invalid_json', detail, raw: { text } });
});

test('breaks a row with a byte that is not UTF-8 wherever it stands, and quotes its bytes', async () => {
  const bytes = Buffer.concat([
    Buffer.from('{"é\ufffd":"'),
    Buffer.from([0xff]),
    Buffer.from('"}'),
  ]);

  const rows = plain(await collect(readJsonLines(inChunks([Buffer.from('{}\n'), bytes]))));

  expect(rows).toEqual([
    { kind: 'row', line: 1, value: {}, raw: { text: '{}' } },
    {
      kind: 'broken',
      line: 2,
      reason: 'invalid_utf8',
      detail: 'byte 11 (0xff) is not UTF-8',
      raw: { base64: bytes.toString('base64') },
    },
  ]);
});

test('lets the last of equal keys count, and takes __proto__ and constructor for keys like any other', async () => {
  const [twice, hostile] = await collect(
    readJsonLines(inChunks([Buffer.from('{"a":1,"a":2}\n{"__proto__":{"x":1},"constructor":2}')])),
  );

  expect(twice).toMatchObject({ value: { a: 2 } });
  expect(hostile?.kind === 'row' ? keysAndPrototype(hostile.value) : hostile).toEqual({
    keys: ['__proto__', 'constructor'],
    isPlain: true,
  });
});

test('keeps lone surrogates that are written as escapes', async () => {
  const [row] = await readText(String.raw`{"a":"\ud800"}`);

  expect(row).toMatchObject({ kind: 'row', value: { a: '\ud800' } });
});

test('reads a thousand levels of nesting, and breaks a hundred thousand open ones', async () => {
  const deep = `${'['.repeat(1000)}1${']'.repeat(1000)}`;
  const open = '{"a":'.repeat(100_000);

  const [nested, broken] = await collect(
    readJsonLines(inChunks([Buffer.from(`${deep}\n${open}`)])),
  );

  expect(nested?.kind).toBe('row');
  expect(broken).toMatchObject({
    reason: 'invalid_json',
    detail: 'the text ends where a value should stand',
  });
});

test('reads a line of 50 MB, and says why one of 50 MB is broken', async () => {
  const text = 'x'.repeat(50_000_000);
  const folder = temporaryFolder({ 'a.jsonl': `{"a":"${text}"}\n{"a":"${text}\n{"b":1}\n` });
  const path = join(folder, 'a.jsonl');

  const rows = await collect(readRows(path, await detectFormat(path)));

  expect(rows.map((row) => row.kind)).toEqual(['row', 'broken', 'row']);
  expect(rows[0]).toMatchObject({ value: { a: text } });
  expect(rows[1]).toMatchObject({ detail: 'the text ends inside a string' });
});

test('gives the same rows however the bytes are cut into chunks', async () => {
  const bytes = Buffer.concat([
    Buffer.from('\ufeff{"a":"é😀\u2028"}\r\n\n{"b": NaN}\n \t\n'),
    Buffer.from([0x22, 0xc3, 0x0a]),
    Buffer.from('[1,2]'),
  ]);
  const expected = plain(await collect(readJsonLines(inChunks([bytes]))));

  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(bytes.length)), async (cuts) => {
      const rows = plain(await collect(readJsonLines(inChunks(cutAt(bytes, cuts)))));
      expect(rows).toEqual(expected);
    }),
  );
  const singles = plain(
    await collect(readJsonLines(inChunks([...bytes].map((byte) => Buffer.from([byte]))))),
  );
  expect(singles).toEqual(expected);
});

test('reads back any values that are written a line each', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.jsonValue()), async (values) => {
      const text = values.map((value) => `${JSON.stringify(value)}\n`).join('');

      const rows = await collect(readJsonLines(inChunks([Buffer.from(text)])));

      const read = rows.map((row) => (row.kind === 'row' ? row.value : row));
      expect(read).toEqual(JSON.parse(JSON.stringify(values)));
    }),
  );
});

function keysAndPrototype(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const isPlain = Object.getPrototypeOf(value) === Object.prototype;
  return { keys: Object.keys(value), isPlain };
}

async function readText(text: string): Promise<unknown[]> {
  return plain(await collect(readJsonLines(inChunks([Buffer.from(text)]))));
}

function plain(rows: readonly FileRow[]): unknown[] {
  return rows.map((row) => (row.kind === 'blank' ? row : { ...row, raw: row.raw() }));
}

function cutAt(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const borders = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
  return borders.slice(1).map((end, index) => bytes.subarray(borders[index], end));
}

async function* inChunks(chunks: readonly Buffer[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield await Promise.resolve(chunk);
}
