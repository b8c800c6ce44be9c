import { DamagedFileError } from '@llamaforge/schema';
import { collect, temporaryFolder } from '@llamaforge/testing';
import fc from 'fast-check';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readDelimited } from './delimited-rows.ts';
import { detectFormat } from './detect-format.ts';
import type { FileRow } from './file-row.ts';
import { readRows } from './read-rows.ts';

const comma = { delimiter: ',', quoting: true, lineEnd: '\n' } as const;

test('reads rows as objects of texts, with quotes, line breaks in cells, and empty cells', async () => {
  const rows = await read('question,answer\r\n"a ""b"", c",1\r\n"two\r\nlines",\r\n,"say ""hi"""');

  expect(rows).toEqual([
    { question: 'a "b", c', answer: '1' },
    { question: 'two\r\nlines', answer: '' },
    { question: '', answer: 'say "hi"' },
  ]);
});

test('leaves quotes within a bare cell alone', async () => {
  const rows = await read('a,b\n5" pipe,say "x"\n');

  expect(rows).toEqual([{ a: '5" pipe', b: 'say "x"' }]);
});

test('takes a byte-order mark and blank lines for no part of the table', async () => {
  const path = join(temporaryFolder({ 'a.csv': '\ufeff\n a ,b\n1,2\n\n  \r\n3,4\n\n' }), 'a.csv');

  const rows = await collect(readRows(path, await detectFormat(path)));

  expect(rows.map((row) => (row.kind === 'row' ? [row.line, row.value] : row))).toEqual([
    [1, { a: '1', b: '2' }],
    { kind: 'blank', line: 2 },
    { kind: 'blank', line: 2 },
    [2, { a: '3', b: '4' }],
    { kind: 'blank', line: 3 },
  ]);
});

test('names a column without a name by its place, and gives a second one of the same name a number', async () => {
  const rows = await read(',a,a,a_2,__proto__\n1,2,3,4,5\n');

  expect(rows.map(entriesOf)).toEqual([
    [
      ['column_1', '1'],
      ['a', '2'],
      ['a_2', '3'],
      ['a_2_2', '4'],
      ['__proto__', '5'],
    ],
  ]);
});

test('breaks rows with more or fewer cells than the header, and goes on', async () => {
  const rows = await read('a,b\n1\n1,2,3\n1,2\n');

  const broken = { kind: 'broken', reason: 'invalid_csv' };
  expect(rows).toEqual([
    { ...broken, line: 1, detail: '1 cells where the header has 2', raw: { text: '1' } },
    { ...broken, line: 2, detail: '3 cells where the header has 2', raw: { text: '1,2,3' } },
    { a: '1', b: '2' },
  ]);
});

test('breaks a row whose quoted cell goes on after its closing quote', async () => {
  const rows = await read('a,b\n"x" y",2\n"z",3\n"Obey" them,4\n5,6\n');

  expect(rows).toEqual([
    {
      kind: 'broken',
      line: 1,
      reason: 'invalid_csv',
      detail: 'a quoted cell goes on after its closing quote',
      raw: { text: '"x" y",2' },
    },
    { a: 'z', b: '3' },
    {
      kind: 'broken',
      line: 3,
      reason: 'invalid_csv',
      detail: 'a quoted cell goes on after its closing quote',
      raw: { text: '"Obey" them,4' },
    },
    { a: '5', b: '6' },
  ]);
});

test('breaks a row that is not UTF-8', async () => {
  const rows = await read(
    Buffer.concat([Buffer.from('a,b\né,'), Buffer.from([0xe9]), Buffer.from('\n1,2')]),
  );

  expect(rows).toEqual([
    {
      kind: 'broken',
      line: 1,
      reason: 'invalid_utf8',
      detail: 'byte 4 (0xe9) is not UTF-8',
      raw: { base64: Buffer.from([0xc3, 0xa9, 0x2c, 0xe9]).toString('base64') },
    },
    { a: '1', b: '2' },
  ]);
});

test.each([
  [
    'a,b\n1,2\n"open,3\n4,5\n',
    'a quote that opens in the record 3 (the header is 1) is not closed',
  ],
  [Buffer.from([0x61, 0xff, 0x0a, 0x31]), 'its header is not UTF-8'],
  ['"a" b,c\n1,2\n', 'a cell of its header goes on after its closing quote'],
])('calls %o damaged', async (content, detail) => {
  const path = join(temporaryFolder({ 'a.csv': content }), 'a.csv');

  const reading = collect(readRows(path, await detectFormat(path)));

  await expect(reading).rejects.toThrow(new DamagedFileError(path, detail));
});

test('reads a header alone, and an empty file, as no rows', async () => {
  const header = await read('a,b\n');
  const empty = await read('');

  expect([header, empty]).toEqual([[], []]);
});

test('takes quotes in a tab-separated file for characters where that makes more rows fit', async () => {
  const stray = await read('#id\ta\n1\t"In 2006, it was\n2\tfine\n3\tsay "x"\n');
  const quoted = await read('#id\ta\n1\t"two\nlines"\n2\t"say ""x"""\n');

  expect(stray).toEqual([
    { '#id': '1', a: '"In 2006, it was' },
    { '#id': '2', a: 'fine' },
    { '#id': '3', a: 'say "x"' },
  ]);
  expect(quoted).toEqual([
    { '#id': '1', a: 'two\nlines' },
    { '#id': '2', a: 'say "x"' },
  ]);
});

test('reads line ends of CR alone where the file has no others', async () => {
  const rows = await read('a;b\r1;2\r3;"4;5"\r');

  expect(rows).toEqual([
    { a: '1', b: '2' },
    { a: '3', b: '4;5' },
  ]);
});

test('reads back any table, its cells quoted where they must be or anyhow', async () => {
  const text = fc.string({
    unit: fc.constantFrom('a', 'é', '😀', '"', ',', '\t', '\n', '\r\n', ' ', '\0'),
    maxLength: 6,
  });
  const cell = fc.record({ text, isQuoted: fc.boolean() });
  const table = fc.array(fc.tuple(cell, cell, cell), { maxLength: 6 });
  const lineEnd = fc.constantFrom('\n', '\r\n');
  const delimiter = fc.constantFrom(',', '\t');

  await fc.assert(
    fc.asyncProperty(table, delimiter, lineEnd, async (rows, between, end) => {
      const lines = rows.map((row) => row.map((each) => writtenCell(each)).join(between));
      const bytes = Buffer.from([['x', 'y', 'z'].join(between), ...lines].join(end));
      const dialect = { ...comma, delimiter: between };

      const found = await collect(readDelimited('a', { chunks: inChunks([bytes]), dialect }));

      expect(plain(found)).toEqual(rows.map(([x, y, z]) => ({ x: x.text, y: y.text, z: z.text })));
    }),
  );
});

test('tells quotes in a tab-separated file from characters where its first megabyte ends in a quoted cell', async () => {
  const rows = Array.from({ length: 100 }, (_, index) => `${String(index)}\tplain\n`).join('');
  const long = `first\n${'x'.repeat(1024 * 1024)}\nlast`;

  const found = await read(`id\ta\n${rows}100\t"${long}"\n`);

  expect(found.slice(99)).toEqual([
    { id: '99', a: 'plain' },
    { id: '100', a: long },
  ]);
});

test('gives the same rows however the bytes are cut into chunks', async () => {
  const bytes = Buffer.from('\ufeffa,b\r\n"x ""y""\r\n",é\r\n\r\n1\r\n"p" q",2\r\n😀,"" \n,"r"');
  const readChunks = async (chunks: readonly Buffer[]): Promise<unknown[]> =>
    plain(await collect(readDelimited('a', { chunks: inChunks(chunks), dialect: comma })));
  // The mark is looked for in the first chunk, as it comes from the disk or a decompressor.
  const start = bytes.subarray(0, 3);
  const expected = await readChunks([bytes]);

  const singles = await readChunks([
    start,
    ...[...bytes.subarray(3)].map((byte) => Buffer.from([byte])),
  ]);

  expect(expected.length).toBeGreaterThan(4);
  expect(singles).toEqual(expected);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 3, max: bytes.length })), async (cuts) => {
      const borders = [0, 3, ...cuts.toSorted((a, b) => a - b), bytes.length];
      const chunks = borders.slice(1).map((end, index) => bytes.subarray(borders[index], end));
      expect(await readChunks(chunks)).toEqual(expected);
    }),
  );
});

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

async function read(content: string | Buffer): Promise<unknown[]> {
  const path = join(temporaryFolder({ 'a.csv': content }), 'a.csv');
  return plain(await collect(readRows(path, await detectFormat(path))));
}

function writtenCell({ text, isQuoted }: { text: string; isQuoted: boolean }): string {
  const mustBeQuoted = text.startsWith('"') || /[,\t\n]/u.test(text);
  return isQuoted || mustBeQuoted ? `"${text.replaceAll('"', '""')}"` : text;
}

function plain(rows: readonly FileRow[]): unknown[] {
  return rows.map((row) => {
    if (row.kind === 'row') return row.value;
    return row.kind === 'broken' ? { ...row, raw: row.raw() } : row;
  });
}

async function* inChunks(chunks: readonly Buffer[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield await Promise.resolve(chunk);
}
