import { DamagedFileError } from '@llamaforge/schema';
import { temporaryFolder } from '@llamaforge/testing';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { detectFormat } from './detect-format.ts';

const turns = '[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]';

test.each([
  ['JSON lines under .json', 'a.json', '{"a":1}\n{"a":2}\n', 'jsonl'],
  ['JSON lines of arrays', 'a.json', '[1]\n[2]', 'jsonl'],
  ['JSON lines whose first is broken', 'a.json', '{"a":NaN}\n{"a":2}\n', 'jsonl'],
  ['JSON lines whose first is cut in a string', 'a.json', '{"a":"x\n{"a":"y"}\n', 'jsonl'],
  ['JSON lines whose first has more than a value', 'a.json', '{"a":1},\n{"a":2},\n', 'jsonl'],
  ['JSON lines after blank lines', 'a.json', '\ufeff\n \n{"a":1}\n\n{"a":2}', 'jsonl'],
  ['one line with one object, called .jsonl', 'a.jsonl', '{"data":[{"a":1}]}\n', 'jsonl'],
  ['a cut line, called .jsonl', 'a.jsonl', '{"a":1,\n{"b":2}\n', 'jsonl'],
  ['text', 'a.json', 'hello\n', 'jsonl'],
  ['nothing', 'a.json', '', 'jsonl'],
  ['a byte-order mark alone', 'a.json', '\ufeff', 'jsonl'],
  ['blank lines', 'a.jsonl', '\n\n', 'jsonl'],
  ['an array under .jsonl', 'a.jsonl', '[\n{"a":1}\n]', 'json_array'],
  ['an array on one line under .jsonl', 'a.jsonl', '[{"a":1}]\n', 'json_array'],
  ['a pretty-printed object under .jsonl', 'a.jsonl', '{\n"a":1\n}\n', 'json_objects'],
  ['an empty array', 'a.json', '[]', 'json_array'],
  ['an object on one line', 'a.json', '{"instruction":"a","output":"b"}\n', 'json_objects'],
  ['an empty object', 'a.json', '{}', 'json_objects'],
  ['an object of objects', 'a.json', '{"x":{},"y":{}}', 'json_keyed'],
  [
    'a list of texts under data, with an id',
    'a.json',
    '{"id":"1","data":["a","b"]}',
    'json_objects',
  ],
  ['a list of texts under data, alone', 'a.json', '{"data":["a","b"]}', 'json_objects'],
  ['columns, one called data', 'a.json', '{"data":["a","b"],"label":[0,1]}', 'json_columns'],
  ['one column', 'a.json', '{"text":["a","b"]}', 'json_columns'],
  ['lists of two lengths', 'a.json', '{"a":["a","b"],"b":[1]}', 'json_objects'],
  ['one dialogue', 'a.json', `{"messages":${turns}}`, 'json_objects'],
  [
    'one dialogue with as many tools',
    'a.json',
    `{"messages":${turns},"tools":["x","y"]}`,
    'json_objects',
  ],
  [
    'a column of dialogues',
    'a.json',
    `{"messages":[${turns},${turns}],"id":[1,2]}`,
    'json_columns',
  ],
  [
    'a row with empty items',
    'a.json',
    '{"instruction":"a","output":"b","items":[]}',
    'json_objects',
  ],
  ['CSV under its name', 'a.csv', 'a,b\n1,2\n', 'csv'],
  ['semicolons', 'a.csv', 'a;"b,c,d"\n1;2\n', 'csv'],
  ['tabs under .csv', 'a.csv', 'a, b\tc\td\n1\t2\t3\n', 'tsv'],
  ['commas under .tsv', 'a.tsv', 'a,b\n1,2\n', 'csv'],
  ['tabs under .tsv, with more commas', 'a.tsv', 'a,b,c,d\te\n1\t2\n', 'tsv'],
  ['one column of CSV', 'a.csv', 'a\n1\n', 'csv'],
  ['YAML', 'a.yml', '- a: 1\n', 'yaml'],
  ['JSON lines under a name that says nothing', 'a', '{"a":1}\n{"a":2}\n', 'jsonl'],
])('%s (%s): tells the format', async (...[, name, content, expected]) => {
  const path = join(temporaryFolder({ [name]: content }), name);

  const { format } = await detectFormat(path);

  expect(format).toBe(expected);
});

test('tells the format of a name with a newline, a quote and an emoji, decompressed', async () => {
  const name = 'a"\n😀.jsonl.gz';
  const path = join(temporaryFolder({ [name]: gzipSync('{"a":1}\n{"a":2}\n') }), name);

  const format = await detectFormat(path);

  expect(format).toEqual({ format: 'jsonl', compression: 'gzip' });
});

test('tells compression from the bytes: gzip without the name, and the name without gzip', async () => {
  const folder = temporaryFolder({ 'a.json': gzipSync('[1]'), 'b.json.gz': '[1]' });

  const named = await detectFormat(join(folder, 'b.json.gz'));
  const unnamed = await detectFormat(join(folder, 'a.json'));

  expect(named).toEqual({ format: 'json_array', compression: 'none' });
  expect(unnamed).toEqual({ format: 'json_array', compression: 'gzip' });
});

test.each([
  ['a.jsonl.gz', Buffer.alloc(0), 'its gzip data is cut off'],
  [
    'a.jsonl.gz',
    Buffer.from([0x1e, 0x8b, 8, 0, 0, 0, 0]),
    'its gzip data is wrong: incorrect header check',
  ],
  ['a.jsonl.zst', Buffer.alloc(0), 'its zstd data is cut off'],
  ['a.parquet', Buffer.from('PAR'), 'it does not begin with PAR1, as a Parquet file does'],
  ['a.json', Buffer.from('{"a":1,\n"b"'), 'the end of the file stands where : should (byte 12)'],
  ['a.json', Buffer.from('{"a":1,\n{"b":2}\n'), 'a key in quotes is missing (byte 9)'],
])('calls %s damaged that holds %o', async (name, content, detail) => {
  const path = join(temporaryFolder({ [name]: content }), name);

  const detecting = detectFormat(path);

  await expect(detecting).rejects.toThrow(new DamagedFileError(path, detail));
});

test.each([
  [
    'a first line cut short',
    '{"instruction":"a","output":"b"\n{"instruction":"c","output":"d"}\n',
    'jsonl',
  ],
  ['an array cut in its first line', '[1,2\n{"a":1}\n', 'jsonl'],
  ['a lone brace before a row', '{\n{"a":1}\n', 'jsonl'],
  ['a wrapper laid out over lines', '{"data": [\n{"a":1}\n]}', 'json_wrapped'],
  ['an array laid out over lines', '[\n{"a":1}\n]', 'json_array'],
  [
    'columns of which one holds messages',
    '{"prompt":["p"],"chosen":[{"role":"assistant","content":"c"}]}',
    'json_columns',
  ],
  [
    'one dialogue',
    '{"messages":[{"role":"user","content":"c"}],"tools":[{"name":"t"}]}',
    'json_objects',
  ],
])('%s is told by its bytes', async (_, content, format) => {
  const folder = temporaryFolder({ 'a.json': content });

  expect(await detectFormat(join(folder, 'a.json'))).toMatchObject({ format });
});

test('more columns than are read by column are damage that says so', async () => {
  const columns = Object.fromEntries(
    Array.from({ length: 72 }, (_, index) => [`c${String(index)}`, ['a', 'b']]),
  );
  const folder = temporaryFolder({ 'a.json': JSON.stringify(columns) });

  await expect(detectFormat(join(folder, 'a.json'))).rejects.toThrow(
    /72 columns; files of up to 64/u,
  );
});
