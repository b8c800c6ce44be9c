import { expect, test } from 'vitest';
import { emptyReport } from '../corpus-report.testing.ts';
import { type CorpusReport } from '../corpus-report.ts';
import { flowSection } from './flow-section.ts';
import { rejectSection } from './reject-section.ts';

test('of each reason it is told which files hold the rows, and how much of each they are', () => {
  const [first, second] = rejectSection(report()).blocks;

  expect(first).toMatchObject({
    title: 'unknown_shape',
    blocks: [
      { kind: 'note', text: 'map its keys' },
      {
        kind: 'table',
        caption: 'Rows rejected as unknown_shape by file, in in/',
        rows: [
          [{ text: 'odd.jsonl' }, { text: '25' }, { text: '100%' }],
          [{ text: 'house.jsonl' }, { text: '5' }, { text: '6.7%' }],
        ],
      },
      { kind: 'note' },
    ],
  });
  expect(second).toMatchObject({ blocks: [{ kind: 'note' }, { kind: 'note' }] });
});

test('a large part that was rejected names the file that holds most of it', () => {
  expect(flowSection(report()).findings).toEqual([
    '30.0% of the rows read were rejected as unknown_shape, 25 of them in odd.jsonl: map its keys.',
    '20.0% of the rows read were rejected as not_text: no text.',
  ]);
});

test('where one file holds them all, that is said', () => {
  const { rejects, ...others } = report();
  const inOne = rejects.map((entry) => ({ ...entry, files: entry.files.slice(0, 1) }));

  expect(flowSection({ ...others, rejects: inOne }).findings[0]).toBe(
    '30.0% of the rows read were rejected as unknown_shape, all of them in odd.jsonl: map its keys.',
  );
});

function report(): CorpusReport {
  const rejected = [
    { reason: 'unknown_shape', about: 'map its keys', rows: 30 },
    { reason: 'not_text', about: 'no text', rows: 20 },
  ];
  const files = [
    { path: 'in/odd.jsonl', rows: 25, read: 25 },
    { path: 'in/house.jsonl', rows: 5, read: 75 },
  ];
  return {
    ...emptyReport,
    flow: { read: 100, kept: 50, duplicates: 0, rejected },
    files: files.map(({ path, read, rows }) => ({
      path,
      format: 'jsonl',
      bytes: 1,
      read,
      kept: read - rows,
      duplicates: 0,
      rejected: rows,
      license: undefined,
    })),
    rejects: rejected.map((entry, index) => ({
      ...entry,
      files: index === 0 ? files : [],
      examples: [],
    })),
  };
}
