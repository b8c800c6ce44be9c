import { expect, test } from 'vitest';
import { commonFolder } from './common-folder.ts';

test('the folder that all paths share ends where the first of them leaves it', () => {
  const folders = [
    ['data/a/x.jsonl', 'data/a/y.jsonl'],
    ['data/ab/x.jsonl', 'data/a/y.jsonl'],
    ['data/x.jsonl', 'y.jsonl'],
    ['data/a/x.jsonl'],
    ['/tmp/x.jsonl', '/tmp/a/x.jsonl'],
    [],
  ].map(commonFolder);

  expect(folders).toEqual(['data/a/', 'data/', '', 'data/a/', '/tmp/', '']);
});
