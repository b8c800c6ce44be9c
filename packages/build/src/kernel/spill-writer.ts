// The entry of the thread that sets rows aside until all are compared.
import { KernelThread, layout } from '@llamaforge/kernel';
import { parentPort } from 'node:worker_threads';
import { EmissionQueue } from './emission-queue.ts';
import { failureOf } from './failure-of.ts';
import type { SpillStart } from './merge-job.ts';
import { SpillWriter } from './spill-file.ts';
import type { WriterReport } from './worker-messages.ts';

const wordBytes = Uint32Array.BYTES_PER_ELEMENT;

function spill({ job, path }: SpillStart): WriterReport {
  const thread = new KernelThread(job.module, job.memory);
  const words = new Uint32Array(job.memory.buffer);
  const writer = new SpillWriter(path);
  try {
    for (const { outlet } of new EmissionQueue(thread, job).take()) {
      const rows = thread.read(outlet.outlet + layout.outRowsAt);
      writer.add(words, outlet.lines / wordBytes, rows);
    }
    const spilled = writer.finish();
    return { kind: 'spilled', phases: thread.clock.times(), spilled };
  } catch (error) {
    writer.discard();
    throw error;
  }
}

const port = parentPort;
if (port === null) throw new Error('spill-writer is the entry of a worker thread');
port.once('message', (start: SpillStart) => {
  try {
    port.postMessage(spill(start));
  } catch (error) {
    port.postMessage(failureOf(error) satisfies WriterReport);
  }
});
