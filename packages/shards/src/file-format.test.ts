import { expect, test } from 'vitest';
import { hasReadableExtension, stripExtensions } from './file-format.ts';

test.each([
  ['a.jsonl', true],
  ['a.ndjson.gz', true],
  ['a.json.zst', true],
  ['a.csv', true],
  ['a.tsv.gz', true],
  ['a.yaml', true],
  ['a.yml.gz', true],
  ['a.parquet', true],
  ['A.JSONL.GZ', true],
  ['dir.json/a', false],
  ['a.parquet.gz', false],
  ['a.tar.gz', false],
  ['a.txt', false],
  ['a.gz', false],
  ['README', false],
  ['folder/.json', false],
])('%s is read by its name: %s', (path, expected) => {
  const readable = hasReadableExtension(path);

  expect(readable).toBe(expected);
});

test.each([
  ['a/dev-v2.0.json.gz', 'a/dev-v2.0'],
  ['external/claude/x.jsonl', 'external/claude/x'],
  ['x.parquet', 'x'],
  ['x.csv.zst', 'x'],
  ['v1.2', 'v1.2'],
  ['a.b/c', 'a.b/c'],
  ['emoji 😀"\n.jsonl', 'emoji 😀"\n'],
])('strips %s to %s', (path, expected) => {
  const stem = stripExtensions(path);

  expect(stem).toBe(expected);
});
