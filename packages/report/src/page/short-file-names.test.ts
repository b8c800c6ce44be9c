import { expect, test } from 'vitest';
import { shortFileNames } from './short-file-names.ts';

test('no more of a path is taken than tells it from the others', () => {
  const paths = [
    'a/train.jsonl.gz',
    'b/train.jsonl.gz',
    'b/rows.json',
    'rows.yaml.gz',
    'c/.x',
    'v1.2',
  ];

  expect(shortFileNames(paths)).toEqual([
    'a/train.jsonl.gz',
    'b/train.jsonl.gz',
    'rows.json',
    'rows.yaml.gz',
    '.x',
    'v1.2',
  ]);
});
