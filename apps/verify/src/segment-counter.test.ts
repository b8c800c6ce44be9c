import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { LineSplitter } from './line-splitter.ts';
import { ProblemTally } from './problem-tally.ts';
import { SegmentCounter } from './segment-counter.ts';

const bytes = Buffer.from('one\ntwo\nthree\nfour\n');

test.each([1, 3, 8, 100])('accepts segments read in chunks of %i bytes', (chunkBytes) => {
  const problems = compare({ stated: [8, 0, 6, 5], chunkBytes });

  expect(problems).toEqual([]);
});

test('names bytes after the last segment', () => {
  const problems = compare({ stated: [8, 6], chunkBytes: 4 });

  expect(problems).toEqual([
    'bytes: the manifest says 14, found 19',
    '5 bytes stand after the last segment',
  ]);
});

test('names a segment that is cut short', () => {
  const problems = compare({ stated: [8, 20], chunkBytes: 4 });

  expect(problems).toEqual([
    'bytes: the manifest says 28, found 19',
    'segment 1, bytes: the manifest says 20, found 11',
  ]);
});

/** What is wrong with a file of `bytes` whose manifest states segments of these sizes. */
function compare({
  stated,
  chunkBytes,
}: {
  readonly stated: readonly number[];
  readonly chunkBytes: number;
}): readonly string[] {
  let start = 0;
  const segments = stated.map((length, generation) => {
    const part = bytes.subarray(start, start + length);
    start += length;
    const rows = part.toString().split('\n').length - 1;
    const sha256 = createHash('sha256').update(part).digest('hex');
    return { generation, bytes: length, rows, sha256 };
  });
  const counter = new SegmentCounter(segments);
  const splitter = new LineSplitter((_line, end) => {
    counter.addLine(end);
  });
  for (let offset = 0; offset < bytes.length; offset += chunkBytes) {
    counter.addBytes(bytes.subarray(offset, offset + chunkBytes));
    splitter.push(bytes.subarray(offset, offset + chunkBytes));
  }
  const problems = new ProblemTally();
  const sum = stated.reduce((total, length) => total + length, 0);
  counter.compare({ role: 'corpus', path: 'x', bytes: sum, rows: 4, segments }, problems);
  return problems.examples;
}
