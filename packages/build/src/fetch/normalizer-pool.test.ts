import { CorpusError } from '@llamaforge/schema';
import { expect, onTestFinished, test } from 'vitest';
import type { NormalizeJob } from './batch-normalizer.ts';
import type { NormalizeTask } from './normalize-task.ts';
import { NormalizerPool } from './normalizer-pool.ts';

const job: NormalizeJob = {
  mapping: {},
  category: 'instruction',
  source: 'set',
  takesPairs: false,
};

test('does the first tasks on the main thread, for which no other is worth its start', async () => {
  const pool = new NormalizerPool(1);
  onTestFinished(() => pool.close());

  const batch = await pool.run(taskOf(100), job);

  expect(batch.records.ends).toHaveLength(1);
});

// The workers' entry is a compiled file, which is not there beside the sources: each thread dies as it starts.
test('rejects all that waits where threads die, and what comes later', async () => {
  const pool = new NormalizerPool(2);
  onTestFinished(() => pool.close());
  await pool.run(taskOf(100_000_000), job);

  const ended = await Promise.allSettled([1, 2, 3, 4, 5].map(() => pool.run(taskOf(100), job)));
  const later = pool.run(taskOf(100), job);

  expect(ended.map(({ status }) => status)).toEqual(ended.map(() => 'rejected'));
  for (const end of ended) {
    expect(end.status === 'rejected' && end.reason).toBeInstanceOf(CorpusError);
  }
  await expect(later).rejects.toThrow('Run again with --threads 1, or free memory.');
});

test('rejects what is under way when it is closed', async () => {
  const pool = new NormalizerPool(1);
  await pool.run(taskOf(100_000_000), job);

  const waiting = Promise.allSettled([pool.run(taskOf(100), job), pool.run(taskOf(100), job)]);
  await pool.close();

  expect((await waiting).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});

/** A task of one row that says it has so much text. */
function taskOf(contentBytes: number): NormalizeTask {
  const bytes = new Uint8Array(Buffer.from('{"instruction":"A","output":"b"}'));
  const batch = {
    bytes,
    ends: Uint32Array.of(bytes.length),
    firstLine: 1,
    kind: 'lines' as const,
  };
  return { kind: 'bytes', file: 'we/set/train.jsonl', units: 1, contentBytes, batch };
}
