import { layout } from '@llamaforge/kernel';
import { FileAccessError } from '@llamaforge/schema';
import { temporaryFolder } from '@llamaforge/testing';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { FailingThreads, type FailurePlan } from './failing-threads.testing.ts';
import { IdleThreads, type ThreadEntry } from './idle-threads.ts';
import type { MergeJob } from './merge-job.ts';
import { prepareJob } from './prepare-job.ts';
import { spillingTask, startThreads, writingTask, type ThreadListener } from './run-threads.ts';

const threads = 3;
// Large enough for what a chunk emits to be written at once.
const chunkBytes = 96 * 1024;
const units = 24;
const lastUnitAt = (units - 1) * chunkBytes - 1;
// Ending a thread that does not answer takes 400 ms; the rest is for a busy machine.
const longestMs = 10_000;

const workers = [1, 2, 3];
const refusal: readonly FailurePlan[] = [
  ...workers.flatMap((thread): FailurePlan[] => [
    { thread, call: 'openSync', count: 1, failure: 'refusal' },
    { thread, call: 'readSync', count: 1, failure: 'refusal' },
    { thread, call: 'readSync', count: 3, failure: 'refusal' },
  ]),
  { thread: 'every', call: 'readSync', position: lastUnitAt, failure: 'refusal' },
  { thread: 0, call: 'openSync', count: 1, failure: 'refusal' },
  { thread: 0, call: 'openSync', count: 2, failure: 'refusal' },
  { thread: 0, call: 'openSync', count: 3, failure: 'refusal' },
  { thread: 0, call: 'writeSync', count: 1, failure: 'refusal' },
  { thread: 0, call: 'writeSync', count: 12, failure: 'refusal' },
  { thread: 0, call: 'fsyncSync', count: 1, failure: 'refusal' },
  { thread: 0, call: 'fsyncSync', count: 3, failure: 'refusal' },
  { thread: 0, call: 'closeSync', count: 3, failure: 'refusal' },
];

test.each(refusal)(
  'what the system refuses thread $thread at $call $count$position ends all with its error',
  async (plan) => {
    const { error, folder } = await run(plan);

    expect(error).toBeInstanceOf(FileAccessError);
    expect(error).toHaveProperty('code', 'EIO');
    expect(readdirSync(folder)).toEqual(['in.jsonl']);
  },
);

const others = (['bug', 'memory', 'exit', 'silence'] as const).flatMap(
  (failure): FailurePlan[] => [
    { thread: 1, call: 'readSync', count: 1, failure },
    { thread: 3, call: 'readSync', count: 3, failure },
    { thread: 'every', call: 'readSync', position: lastUnitAt, failure },
    { thread: 0, call: 'openSync', count: 1, failure },
    { thread: 0, call: 'writeSync', count: 12, failure },
    { thread: 0, call: 'fsyncSync', count: 1, failure },
  ],
);
const words = {
  bug: 'a mistake of ours',
  memory: 'ran out of memory',
  exit: 'ended with code 7',
  silence: 'ended before its work was done',
};

test.each(others)('$failure of thread $thread at $call $count$position ends all', async (plan) => {
  const { error } = await run(plan);

  expect(String(error)).toContain(words[plan.failure === 'refusal' || plan.failure === 'deafness' ? 'bug' : plan.failure]);
});
