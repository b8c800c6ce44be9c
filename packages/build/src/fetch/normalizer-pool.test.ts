import { CorpusError } from '@llamaforge/schema';
import { setImmediate } from 'node:timers/promises';
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
test('rejects what comes after threads have died', async () => {
  const pool = new NormalizerPool(2);
  onTestFinished(() => pool.close());
  await pool.run(taskOf(2_000_000), job);

  const failure = await firstFailure(pool);

  expect(failure).toBeInstanceOf(CorpusError);
  expect(String(failure)).toContain('Run again with --threads 1, or free memory.');
  await expect(pool.run(taskOf(100), job)).rejects.toBe(failure);
});

test('rejects what comes after it was closed', async () => {
  const pool = new NormalizerPool(1);

  await pool.close();

  await expect(pool.run(taskOf(100), job)).rejects.toThrow('the threads were closed');
});

/** Runs tasks, which the main thread does at first, until one is rejected. */
async function firstFailure(pool: NormalizerPool): Promise<unknown> {
  for (;;) {
    const [end] = await Promise.allSettled([pool.run(taskOf(100), job)]);
    if (end.status === 'rejected') return end.reason;
    await setImmediate();
  }
}

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
