import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findSources, matchSources } from './match-sources.ts';

const match = matchSources([
  { name: 'open_orca' },
  { name: 'claude_reasoning_ultimate_1.4M' },
  { name: 'external/claude/*' },
  { name: '*_qa' },
  { name: 'open_*' },
  { name: 'notes.json' },
  { name: 'sums', also: ['sums_reasoning', 'trace/*'] },
]);

test.each([
  ['open_orca', 0],
  ['folder/open_orca', 0],
  ['open_orca/train', 0],
  ['claude_reasoning_ultimate_1.4M', 1],
  ['external/claude/deep/x', 2],
  ['trivia_qa', 3],
  ['open_qa', 3],
  ['open_', 4],
  ['Open_orca', -1],
  ['open', -1],
  ['not_open_orca', -1],
  ['open_orca.jsonl', 0],
  ['deep/folder/open_orca.json.gz', 0],
  ['OPEN/open_orca.CSV', 0],
  ['claude_reasoning_ultimate_1.4M.jsonl.zst', 1],
  ['claude_reasoning_ultimate_1.4M/part-0.parquet', 1],
  ['../datasets/external/claude/a/b.parquet', 2],
  ['myexternal/claude/a.jsonl', -1],
  ['x/trivia_qa.yml', 3],
  ['x/open_hermes/part.ndjson', 4],
  ['open_orca/part.jsonl', 0],
  ['orca.txt', -1],
  ['notes.json', 5],
  ['deep/notes.json', 5],
  ['notes.json.jsonl.gz', 5],
  ['notes.json/part.jsonl', 5],
  ['notes', -1],
  ['notes.jsonl', -1],
  ['sums', 6],
  ['traces/sums_reasoning.jsonl', 6],
  ['trace/a.jsonl', 6],
  ['sums_cot', -1],
])('%s is told as %d', (nameOrPath, expected) => {
  expect(match(nameOrPath)).toBe(expected);
});

test('stars stand for any characters, as in a regular expression', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.'), maxLength: 8 });
  const name = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.', '*'), maxLength: 6 });
  fc.assert(
    fc.property(name, text, (pattern, source) => {
      const expression = pattern.replaceAll('.', String.raw`\.`).replaceAll('*', '.*');

      const found = matchSources([{ name: pattern }])(source);

      expect(found).toBe(new RegExp(`^(?:.*/)?${expression}(?:/.*)?$`, 'u').test(source) ? 0 : -1);
    }),
    { numRuns: 1_000 },
  );
});

test('many stars cost no more than their number', () => {
  const found = matchSources([{ name: '*a'.repeat(40) + 'b' }])('a'.repeat(4_000));

  expect(found).toBe(-1);
});

test('a source is found by any of its names, also where an earlier one has the same rows', () => {
  const sources = [
    { name: 'tales/*' },
    { name: 'long' },
    { name: 'gone' },
    { name: 'sums', also: ['sums_reasoning'] },
  ];

  const found = findSources(sources, ['tales/long.jsonl', 'traces/sums_reasoning.jsonl']);

  expect(found).toEqual([true, true, false, true]);
});
