import { expect, test } from 'vitest';
import { writeRows } from './report-corpus.testing.ts';
import { estimateRows } from './estimate-rows.ts';

test('counts the rows of files that are small', async () => {
  const files = writeRows(['a', 'b', 'c'], [], ['d']);

  expect(await estimateRows(files)).toBe(4);
});

test('comes near the rows of a large file whose rows grow longer and longer', async () => {
  const lines = Array.from({ length: 12_000 }, (_, index) => 'x'.repeat(index / 10));
  const [file] = writeRows(lines);
  if (file === undefined) throw new Error('no file was written');

  const rows = await estimateRows([file]);

  expect(file.bytes).toBeGreaterThan(7_000_000);
  expect(rows / lines.length).toBeGreaterThan(0.6);
  expect(rows / lines.length).toBeLessThan(1.6);
  expect(await estimateRows([file])).toBe(rows);
});

test('takes a file that is one long line for one row', async () => {
  const files = writeRows(['x'.repeat(5_000_000)]);

  expect(await estimateRows(files)).toBeGreaterThanOrEqual(1);
});

test('says which file is missing', async () => {
  await expect(estimateRows([{ path: 'none.jsonl', bytes: 1, base: 0 }])).rejects.toThrow(
    'none.jsonl is missing.',
  );
});
