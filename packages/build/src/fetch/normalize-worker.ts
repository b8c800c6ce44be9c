// The entry of a worker thread: normalises one task after the other and sends back what came of it.
import { parentPort } from 'node:worker_threads';
import type { NormalizeJob, NormalizedBatch } from './batch-normalizer.ts';
import { packError } from '../packed-error.ts';
import { runTask } from './normalize-task.ts';
import type { WorkerAnswer, WorkerOrder } from './worker-messages.ts';

const port = parentPort;
if (port === null) throw new Error('normalize-worker is the entry of a worker thread');

const jobs = new Map<number, NormalizeJob>();

port.on('message', (order: WorkerOrder) => {
  void answer(order).then((sent) => {
    port.postMessage(sent, 'batch' in sent ? buffersOf(sent.batch) : []);
  });
});

const ready: WorkerAnswer = { isReady: true };
port.postMessage(ready);

async function answer({ id, task, jobId, job }: WorkerOrder): Promise<WorkerAnswer> {
  try {
    if (job !== undefined) jobs.set(jobId, job);
    const known = jobs.get(jobId);
    if (known === undefined) throw new RangeError(`no job ${String(jobId)} is known here`);
    return { id, batch: await runTask(task, known) };
  } catch (error) {
    return { id, error: packError(error) };
  }
}

function buffersOf({ records, pairs, rejectLines }: NormalizedBatch): ArrayBuffer[] {
  return [records, pairs, rejectLines].flatMap((lines) =>
    lines === undefined ? [] : [lines.bytes.buffer, lines.ends.buffer],
  );
}
