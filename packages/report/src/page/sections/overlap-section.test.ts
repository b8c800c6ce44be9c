import { expect, test } from 'vitest';
import { emptyReport } from '../corpus-report.testing.ts';
import { type FileFigures } from '../corpus-report.ts';
import { overlapSection } from './overlap-section.ts';

test('a file that adds no row is named, though it repeats its rows so often that no pair shows it', () => {
  const { lead, findings } = overlapSection({
    ...emptyReport,
    files: [fileOf('a.jsonl', 10, 0), fileOf('b.jsonl', 0, 50), fileOf('c.jsonl', 0, 0)],
    overlap: [{ files: ['in/a.jsonl', 'in/b.jsonl'], shared: 5, held: [10, 50] }],
  });

  expect(lead).toBe(
    'No pair shows a file nearly whole in another; the most: 50.0% of a.jsonl is in b.jsonl. Every row of b.jsonl stands in files before it.',
  );
  expect(findings).toEqual([
    'Every row of b.jsonl stands in files before it. Without it the corpus is the same.',
  ]);
});

test('a file whose pair says that it can go is not named twice', () => {
  const { findings } = overlapSection({
    ...emptyReport,
    files: [fileOf('a.jsonl', 10, 0), fileOf('b.jsonl', 0, 10)],
    overlap: [{ files: ['in/a.jsonl', 'in/b.jsonl'], shared: 10, held: [10, 10] }],
  });

  expect(findings).toEqual(['100% of b.jsonl is in a.jsonl: leave it out of the merge.']);
});

function fileOf(name: string, kept: number, duplicates: number): FileFigures {
  return {
    path: `in/${name}`,
    format: 'jsonl',
    bytes: 1,
    read: kept + duplicates,
    kept,
    duplicates,
    rejected: 0,
    license: undefined,
  };
}
