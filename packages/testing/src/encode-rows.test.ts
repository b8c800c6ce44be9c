import { parquetReadObjects } from 'hyparquet';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { encodeRows } from './encode-rows.ts';

test('writes texts, numbers, lists and structs as Parquet that reads back', async () => {
  const rows = [
    {
      question: 'How, "so"?',
      label: 1,
      answers: { text: ['a', 'b'], answer_start: [1, 2] },
      messages: [{ role: 'user', content: 'Hi.' }],
    },
    { question: '', label: 0, answers: { text: [], answer_start: [] }, messages: [] },
  ];

  const bytes = encodeRows(rows, 'data/train-00000-of-00001.parquet');

  const { buffer } = Uint8Array.from(bytes);
  expect(await parquetReadObjects({ file: buffer })).toEqual(rows);
});

test('writes arrays, lines and delimited rows, compressed where the name says so', () => {
  const rows = [{ a: 'one\ntwo', b: 'say "hi"' }];

  const written = ['x.json', 'x.jsonl', 'x.csv'].map((path) =>
    Buffer.from(encodeRows(rows, path)).toString(),
  );
  const compressed = gunzipSync(encodeRows(rows, 'x.jsonl.gz')).toString();

  expect(written).toEqual([
    '[\n  {\n    "a": "one\\ntwo",\n    "b": "say \\"hi\\""\n  }\n]',
    '{"a":"one\\ntwo","b":"say \\"hi\\""}\n',
    '"a","b"\r\n"one\ntwo","say ""hi"""\r\n',
  ]);
  expect(compressed).toBe(written[1]);
});
