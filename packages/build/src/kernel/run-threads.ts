import { layout, type PhaseTimes } from '@llamaforge/kernel';
import { CorpusError } from '@llamaforge/schema';
import type { WrittenPart } from '@llamaforge/shards';
import { MessageChannel, type MessagePort, type Worker } from 'node:worker_threads';
import type { MergeFilesContext } from '../merge-files.ts';
import { unpackError } from '../packed-error.ts';
import { BeyondKernelError } from './beyond-kernel-error.ts';
import { takeBlock } from './index-blocks.ts';
import type { IdleThreads, ThreadEntry } from './idle-threads.ts';
import type {
  MergeJob,
  RejectedRowNumbers,
  SpillStart,
  WorkerStart,
  WriterStart,
} from './merge-job.ts';
import type { SpilledRows } from './spill-file.ts';
import { TableFullError } from './table-full-error.ts';
import type { FailureReport, WorkerReport, WriterReport } from './worker-messages.ts';

/** What is made of the threads' reports as they come. */
export interface ThreadListener {
  readonly onWorkerReport: (report: Exclude<WorkerReport, FailureReport>) => void;
  readonly onRejected: (rows: RejectedRowNumbers) => void;
  readonly onIndexBlock: (block: Uint8Array, rows: number) => void;
}

/** What the writer wrote, each part hashed. */
export interface WrittenOutputs {
  readonly corpus: WrittenPart;
  readonly rejects: WrittenPart;
  /** further holders, where they were asked for */
  readonly spilled: SpilledRows | undefined;
  readonly phases: PhaseTimes;
}

/** The thread that takes what workers emit. */
export interface WriterTask<Outcome> {
  readonly entry: 'emission-writer' | 'spill-writer';
  /** what it is told beside the job and its ports */
  readonly request: Omit<WriterStart, 'job' | 'workers'> | Omit<SpillStart, 'job' | 'workers'>;
  /** what it has done in the end; undefined for reports of another kind */
  readonly outcomeOf: (report: WriterReport) => Outcome | undefined;
}

/** The task of writing a corpus and its rejects. */
export function writingTask(
  request: Omit<WriterStart, 'job' | 'workers'>,
): WriterTask<WrittenOutputs> {
  return {
    entry: 'emission-writer',
    request,
    outcomeOf: (report) => (report.kind === 'written' ? report : undefined),
  };
}

/** The task of setting rows aside. */
export function spillingTask(path: string): WriterTask<SpilledOutcome> {
  return {
    entry: 'spill-writer',
    request: { path },
    outcomeOf: (report) => (report.kind === 'spilled' ? report : undefined),
  };
}

/** Rows that were set aside. */
export interface SpilledOutcome {
  readonly spilled: SpilledRows;
  readonly phases: PhaseTimes;
}

// A thread that is in the midst of a long row is not waited for: Ctrl-C ends a merge within a second.
const patienceMs = 400;

/** Threads that were started: their claims are done first, what they wrote is whole later. */
export interface RunningThreads<Outcome> {
  /** once every row is claimed, so that the table is the main thread's alone */
  readonly claimed: Promise<void>;
  /** once all is on the disk and no thread runs */
  readonly written: Promise<Outcome>;
  /** Ends them for an error met elsewhere, if they still run; settled once no thread does. */
  readonly stop: (error: unknown) => Promise<void>;
}

/** What a job's threads do, and who hears of it. */
export interface ThreadWork<Outcome> {
  readonly writer: WriterTask<Outcome>;
  readonly listener: ThreadListener;
}

/**
 * Starts a job's workers and its writer. The first that fails ends all, and so does the signal: both promises are
 * rejected then, `written` once no thread writes any more.
 */
export function startThreads<Outcome>(
  job: MergeJob,
  work: ThreadWork<Outcome>,
  { signal, idleThreads }: Pick<MergeFilesContext, 'signal' | 'idleThreads'>,
): RunningThreads<Outcome> {
  signal?.throwIfAborted();
  const threads = new Threads(job, work, idleThreads);
  const onAbort = (): void => {
    threads.fail(signal?.reason);
  };
  signal?.addEventListener('abort', onAbort);
  const written = threads.outcome().finally(() => {
    signal?.removeEventListener('abort', onAbort);
  });
  // Whoever waits for the claims first must not leave the other rejection unheard.
  written.catch(ignore);
  const claimed = Promise.race([threads.claimed, written.then(ignore)]);
  claimed.catch(ignore);
  const stop = async (error: unknown): Promise<void> => {
    threads.fail(error);
    await written.then(ignore, ignore);
  };
  return { claimed, written, stop };
}

// After one of them a thread may end; without, the others would wait for it for ever.
const lastReports: ReadonlySet<string> = new Set<(WorkerReport | WriterReport)['kind']>([
  ...(['done', 'written', 'spilled', 'failed'] as const),
]);

const fullHeap =
  'A thread of the merge ran out of memory. Run again with fewer --threads, or let Node.js have more of it, as with NODE_OPTIONS=--max-old-space-size=8192.';

function isFullHeap(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function ignore(): void {
  // What was rejected is heard elsewhere.
}

class Threads<Outcome> {
  readonly #words: Int32Array;
  readonly #idle: IdleThreads;
  readonly #listener: ThreadListener;
  readonly #outcomeOf: WriterTask<Outcome>['outcomeOf'];
  readonly #running = new Set<Worker>();
  /** resolved when all workers are done */
  readonly claimed: Promise<void>;
  readonly #end: Promise<void>;
  #resolveClaimed: () => void = () => undefined;
  #resolveEnd: () => void = () => undefined;
  #workersLeft: number;
  #outcome: Outcome | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(job: MergeJob, { writer, listener }: ThreadWork<Outcome>, idle: IdleThreads) {
    this.#words = new Int32Array(job.memory.buffer);
    this.#idle = idle;
    this.#listener = listener;
    this.#outcomeOf = writer.outcomeOf;
    this.#end = new Promise((resolve) => {
      this.#resolveEnd = resolve;
    });
    this.claimed = new Promise((resolve) => {
      this.#resolveClaimed = resolve;
    });
    this.#workersLeft = job.plan.workers.length;
    try {
      this.#start(job, writer);
    } catch (error) {
      this.fail(error);
      throw error;
    }
  }

  #start(job: MergeJob, writer: WriterTask<Outcome>): void {
    const channels = job.plan.workers.map(() => new MessageChannel());
    const writerPorts = channels.map(({ port2 }) => port2);
    const start = { ...writer.request, job, workers: writerPorts };
    this.#run(writer.entry, start, writerPorts).on('message', (report: WriterReport) => {
      this.#hearWriter(report);
    });
    for (const [worker, { port1 }] of channels.entries()) {
      const workerStart: WorkerStart = { job, worker, writer: port1 };
      this.#run('merge-worker', workerStart, [port1]).on('message', (report: WorkerReport) => {
        this.#hearWorker(report);
      });
    }
  }

  async outcome(): Promise<Outcome> {
    await this.#end;
    if (this.#failure !== undefined) throw this.#failure.error;
    if (this.#outcome === undefined) throw new Error('the writer ended and said nothing');
    return this.#outcome;
  }

  /** Ends all threads; the first error counts. */
  fail(error: unknown): void {
    if (this.#failure !== undefined) return;
    this.#failure = { error };
    this.#wake(layout.turnAddress + layout.stopAt, 1);
    const timer = setTimeout(() => {
      for (const thread of this.#running) void thread.terminate();
    }, patienceMs);
    timer.unref();
    if (this.#running.size === 0) this.#resolveEnd();
  }

  #run(entry: ThreadEntry, start: object, ports: readonly MessagePort[]): Worker {
    const thread = this.#idle.take(entry);
    thread.postMessage(start, ports);
    this.#running.add(thread);
    let isDone = false;
    thread.on('message', ({ kind }: WorkerReport | WriterReport) => {
      isDone ||= lastReports.has(kind);
    });
    thread.on('error', (error) => {
      this.fail(isFullHeap(error) ? new CorpusError(fullHeap) : error);
    });
    thread.on('exit', (code) => {
      this.#running.delete(thread);
      if (code !== 0) this.fail(new Error(`a thread of the merge ended with code ${String(code)}`));
      else if (!isDone)
        this.fail(new Error('a thread of the merge ended before its work was done'));
      if (this.#running.size === 0) this.#resolveEnd();
    });
    return thread;
  }

  #hearWorker(report: WorkerReport): void {
    if (report.kind === 'failed') {
      this.#hearFailure(report);
      return;
    }
    this.#attempt(() => {
      this.#listener.onWorkerReport(report);
    });
    if (report.kind !== 'done') return;
    this.#workersLeft -= 1;
    if (this.#workersLeft > 0) return;
    this.#wake(layout.turnAddress + layout.isClaimedAt, 1);
    this.#resolveClaimed();
  }

  #hearWriter(report: WriterReport): void {
    switch (report.kind) {
      case 'failed':
        this.#hearFailure(report);
        return;
      case 'rejected':
        this.#attempt(() => {
          this.#listener.onRejected(report.rows);
        });
        return;
      case 'index':
        this.#attempt(() => {
          takeBlock(report.block, (bytes) => {
            this.#listener.onIndexBlock(bytes, report.block.rows);
          });
        });
        return;
      case 'written':
      case 'spilled':
        this.#outcome = this.#outcomeOf(report);
    }
  }

  #hearFailure({ reason, error }: FailureReport): void {
    switch (reason) {
      case 'table full':
        this.fail(new TableFullError());
        return;
      case 'beyond kernel':
        this.fail(new BeyondKernelError(unpackError(error).message));
        return;
      case 'stopped':
        this.fail(new Error('a thread stopped though none had failed'));
        return;
      case 'error':
        this.fail(unpackError(error));
    }
  }

  #attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.fail(error);
    }
  }

  #wake(address: number, value: number): void {
    const word = address / Int32Array.BYTES_PER_ELEMENT;
    Atomics.store(this.#words, word, value);
    Atomics.notify(this.#words, word);
  }
}
