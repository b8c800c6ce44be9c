import { expect, test } from 'vitest';
import { ProgressLine } from './progress-line.ts';

test('draws percent, rows and rate over itself, at most ten times a second, and cleans up', () => {
  const written: string[] = [];
  let nowMs = 0;
  const line = new ProgressLine({ write: (text) => written.push(text), nowMs: () => nowMs });
  const at = (timeMs: number, bytesDone: number): void => {
    nowMs = timeMs;
    line.update({ what: 'corpus', bytesDone, bytesTotal: 400e6, rows: bytesDone / 1000 });
  };

  at(0, 1e6);
  at(50, 20e6);
  at(100, 51e6);
  at(1000, 201e6);
  line.clear();
  line.clear();

  expect(written).toEqual([
    '\rcorpus 0%, 1,000 rows\u001b[K',
    '\rcorpus 12%, 51,000 rows, 500 MB/s\u001b[K',
    '\rcorpus 50%, 201,000 rows, 200 MB/s\u001b[K',
    '\r\u001b[K',
  ]);
});
