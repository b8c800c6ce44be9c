import { layout } from '@llamaforge/kernel';
import { CorpusError, FileAccessError } from '@llamaforge/schema';
import { readStamp } from '@llamaforge/shards';
import { temporaryFolder } from '@llamaforge/testing';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { FailingThreads, type Failure, type FailurePlan } from './failing-threads.testing.ts';
import { IdleThreads, type ThreadEntry } from './idle-threads.ts';
import type { MergeJob } from './merge-job.ts';
import { prepareJob } from './prepare-job.ts';
import { noTreatment } from '../treatment/treatment.ts';
import {
  spillingTask,
  startThreads,
  writingTask,
  type ThreadListener,
  type ThreadWork,
  type WriterTask,
} from './run-threads.ts';

// What so many bytes of rows give is more than a writer holds back.
const chunkBytes = 96 * 1024;
const units = 24;
const lastUnitAt = (units - 1) * chunkBytes - 1;

type Pass = 'emission' | 'spill';
type Place = Omit<FailurePlan, 'failure'> & { readonly pass: Pass };

const middleOfOne: Place = { pass: 'emission', thread: 1, call: 'readSync', at: 3 };
const lastOfAll: Place = {
  ...{ pass: 'emission', thread: 'whichever', call: 'readSync', at: lastUnitAt },
};
const middleOfWriting: Place = {
  ...{ pass: 'emission', thread: 'writer', call: 'writeSync', at: units / 2 },
};
const endOfWriting: Place = { pass: 'emission', thread: 'writer', call: 'fsyncSync', at: 2 };
const places: readonly Place[] = [
  { pass: 'emission', thread: 0, call: 'readSync', at: 1 },
  { pass: 'emission', thread: 0, call: 'readSync', at: 3 },
  { pass: 'emission', thread: 1, call: 'openSync', at: 1 },
  middleOfOne,
  { pass: 'emission', thread: 2, call: 'readSync', at: 1 },
  lastOfAll,
  { pass: 'emission', thread: 'writer', call: 'openSync', at: 1 },
  { pass: 'emission', thread: 'writer', call: 'openSync', at: 3 },
  { pass: 'emission', thread: 'writer', call: 'writeSync', at: 1 },
  middleOfWriting,
  endOfWriting,
  { pass: 'emission', thread: 'writer', call: 'closeSync', at: 3 },
  { pass: 'spill', thread: 1, call: 'readSync', at: 2 },
  { ...lastOfAll, pass: 'spill' },
  { pass: 'spill', thread: 'writer', call: 'openSync', at: 1 },
  { pass: 'spill', thread: 'writer', call: 'writeSync', at: 1 },
  { pass: 'spill', thread: 'writer', call: 'closeSync', at: 1 },
];

test.each(places)(
  'what the system refuses ends all: $pass, thread $thread, $call $at',
  async (place) => {
    const { error } = await runInto(place, 'refusal');

    expect(error).toBeInstanceOf(FileAccessError);
    expect(error).toHaveProperty('code', 'EIO');
  },
);

test.each([lastOfAll, middleOfWriting])(
  'a bug ends all: $pass, thread $thread, $call $at',
  async (place) => {
    const { error } = await runInto(place, 'bug');

    expect(error).toMatchObject({ message: 'a mistake of ours' });
    expect(error).toHaveProperty('stack', expect.stringContaining('.js:'));
  },
);

test.each([middleOfOne, middleOfWriting])(
  'a full heap ends all: $pass, thread $thread, $call $at',
  async (place) => {
    const { error } = await runInto(place, 'memory');

    expect(error).toBeInstanceOf(CorpusError);
    expect(error).toMatchObject({
      message:
        'A thread of the merge ran out of memory. Run again with fewer --threads, or let Node.js have more of it, as with NODE_OPTIONS=--max-old-space-size=8192.',
    });
  },
);

test.each([
  [middleOfOne, 'exit', 'ended with code 7'],
  [endOfWriting, 'exit', 'ended with code 7'],
  [middleOfOne, 'silence', 'ended before its work was done'],
  [lastOfAll, 'silence', 'ended before its work was done'],
  [endOfWriting, 'silence', 'ended before its work was done'],
] as const)('a thread that is gone ends all: %j, %s', async (place, failure, message) => {
  const { error } = await runInto(place, failure);

  expect(error).toMatchObject({ message: `a thread of the merge ${message}` });
});

test.each([middleOfOne, endOfWriting])(
  'the signal ends what does not answer: $thread, $call $at',
  async (place) => {
    const interruption = new AbortController();
    const reason = new Error('interrupted by the test');

    const { error } = await runInto(place, 'deafness', { interruption, reason });

    expect(error).toBe(reason);
  },
);

test('a thread that cannot be started ends those that were', async () => {
  const folder = folderOfRows();
  const work = await workOf(folder, 'emission');
  await using idleThreads = new OneTooMany();

  expect(() => startThreads(work.job, work, { signal: undefined, idleThreads })).toThrow(
    'no more threads',
  );

  await expect.poll(() => idleThreads.started.map(({ threadId }) => threadId)).toEqual([-1, -1]);
});

/** Runs a pass in which one thread fails; gives the error of it all, once no thread runs. */
async function runInto(
  { pass, ...place }: Place,
  failure: Failure,
  stop?: { readonly interruption: AbortController; readonly reason: Error },
): Promise<{ readonly error: unknown }> {
  const folder = folderOfRows();
  const work = await workOf(folder, pass);
  const idleThreads = new FailingThreads({ ...place, failure }, folder);
  const signal = stop?.interruption.signal;

  const { claimed, written } = startThreads(work.job, work, { signal, idleThreads });
  if (stop !== undefined) {
    await expect.poll(() => idleThreads.hasFailed, { timeout: 20_000 }).toBe(true);
    stop.interruption.abort(stop.reason);
  }
  const [, end] = await Promise.allSettled([claimed, written]);

  expect(idleThreads.hasFailed).toBe(true);
  expect(idleThreads.running).toBe(0);
  return { error: end.status === 'rejected' ? end.reason : undefined };
}

async function workOf(
  folder: string,
  pass: Pass,
): Promise<ThreadWork<unknown> & { readonly job: MergeJob }> {
  const path = join(folder, 'in.jsonl');
  const stamp = await readStamp(path);
  const job = await prepareJob({
    files: [
      {
        input: {
          ...{ path, name: 'in.jsonl', source: 'in', bytes: Number(stamp.size) },
          ...{ license: undefined, settings: {} },
        },
        format: { format: 'jsonl', compression: 'none' },
        bytes: Number(stamp.size),
        sha256: Promise.resolve(''),
        stamp,
        vote: undefined,
        language: undefined,
      },
    ],
    key: 'exact',
    treatment: noTreatment,
    recordsBySource: new Map(),
    options: { engine: 'kernel', threads: 3, memoryBytes: 1, chunkBytes },
    claimMode: pass === 'spill' ? layout.claimNumbers : layout.claimByTable,
  });
  expect(job.units).toBe(units);
  return { job, writer: writerOf(folder, pass), listener: deafListener };
}

function writerOf(folder: string, pass: Pass): WriterTask<unknown> {
  const target = (name: string): { path: string; committedBytes: undefined } => ({
    path: join(folder, name),
    committedBytes: undefined,
  });
  return pass === 'spill'
    ? spillingTask(join(folder, 'spare'))
    : writingTask({
        corpus: target('corpus'),
        rejects: target('rejects'),
        held: join(folder, 'spare'),
        isIndexed: false,
      });
}

const deafListener: ThreadListener = {
  onWorkerReport: () => undefined,
  onRejected: () => undefined,
  onIndexBlock: () => undefined,
};

/** A folder whose `in.jsonl` is as many chunks as the tests want. */
function folderOfRows(): string {
  const lines: string[] = [];
  for (let bytes = 0; bytes < (units - 0.5) * chunkBytes; bytes += lines.at(-1)?.length ?? 0) {
    const output = `${String(lines.length)} ${'x'.repeat(900)}`;
    lines.push(`${JSON.stringify({ instruction: 'Row', output })}\n`);
  }
  return temporaryFolder({ 'in.jsonl': lines.join('') });
}

/** Gives two threads and no third. */
class OneTooMany extends IdleThreads {
  readonly started: Worker[] = [];

  override take(entry: ThreadEntry): Worker {
    if (this.started.length === 2) throw new Error('no more threads');
    const thread = super.take(entry);
    this.started.push(thread);
    return thread;
  }
}
