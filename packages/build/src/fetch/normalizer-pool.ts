import { CorpusError } from '@llamaforge/schema';
import { Worker } from 'node:worker_threads';
import type { NormalizedBatch, NormalizeJob } from './batch-normalizer.ts';
import { unpackError } from '../packed-error.ts';
import { runTask, type NormalizeTask } from './normalize-task.ts';
import type { WorkerAnswer, WorkerOrder } from './worker-messages.ts';

// Rows die young: a larger nursery only holds more of the dead, in each thread.
const maxYoungGenerationSizeMb = 32;

// The smallest sets are done before a thread has started.
const bytesBeforeThreads = 1024 * 1024;

interface Waiting {
  readonly task: NormalizeTask;
  readonly job: NormalizeJob;
  readonly resolve: (batch: NormalizedBatch) => void;
  readonly reject: (error: unknown) => void;
}

/** A thread and what it is at. */
interface Hand {
  readonly worker: Worker;
  readonly knownJobs: Set<number>;
  current: Waiting | undefined;
  /** false while it loads its modules, some 0.3 s */
  isReady: boolean;
}

/** Worker threads that normalise tasks, one each at a time, in the order they come. Until they are ready the main thread does. */
export class NormalizerPool {
  readonly #threads: number;
  readonly #hands: Hand[] = [];
  readonly #queue: Waiting[] = [];
  readonly #jobIds = new Map<NormalizeJob, number>();
  #orders = 0;
  #bytesDoneHere = 0;
  #end: Error | undefined;

  /** @param threads 1 or more */
  constructor(threads: number) {
    this.#threads = threads;
  }

  /** How many tasks are worth having under way for one source: one for each thread, and as many waiting. */
  get tasksUnderWay(): number {
    return 2 * this.#threads;
  }

  /** Normalises a task's rows; the buffers of the task are gone afterwards. `job` must be the same object for all tasks of a source. */
  run(task: NormalizeTask, job: NormalizeJob): Promise<NormalizedBatch> {
    if (this.#bytesDoneHere >= bytesBeforeThreads) this.#hireAll();
    if (!this.#hands.some(({ isReady }) => isReady) && this.#end === undefined) {
      this.#bytesDoneHere += task.contentBytes;
      return runTask(task, job);
    }
    if (this.#end !== undefined) return Promise.reject(this.#end);
    return new Promise((resolve, reject) => {
      this.#queue.push({ task, job, resolve, reject });
      this.#giveOut();
    });
  }

  /** Ends all threads, whatever they are at; what they were at is rejected. */
  async close(): Promise<void> {
    this.#fail(new Error('the threads were closed'));
    await Promise.all(this.#hands.map(({ worker }) => worker.terminate()));
  }

  #giveOut(): void {
    while (this.#queue.length > 0) {
      const free = this.#hands.find((hand) => hand.isReady && hand.current === undefined);
      const next = free === undefined ? undefined : this.#queue.shift();
      if (free === undefined || next === undefined) return;
      this.#send(free, next);
    }
  }

  #hireAll(): void {
    while (this.#hands.length < this.#threads && this.#end === undefined) this.#hire();
  }

  #hire(): void {
    const worker = new Worker(new URL('./normalize-worker.js', import.meta.url), {
      resourceLimits: { maxYoungGenerationSizeMb },
    });
    const hand: Hand = { worker, knownJobs: new Set(), current: undefined, isReady: false };
    worker.on('message', (answer: WorkerAnswer) => {
      hand.isReady = true;
      if ('isReady' in answer) {
        this.#giveOut();
        return;
      }
      const { current } = hand;
      hand.current = undefined;
      if ('batch' in answer) current?.resolve(answer.batch);
      else current?.reject(unpackError(answer.error));
      this.#giveOut();
    });
    worker.on('error', (error) => {
      this.#dismiss(hand, error);
    });
    worker.on('exit', (code) => {
      this.#dismiss(hand, new Error(`a worker thread ended with code ${String(code)}`));
    });
    this.#hands.push(hand);
  }

  /** A thread that dies ends them all: what it died of, memory as a rule, the next would die of too. */
  #dismiss(hand: Hand, error: unknown): void {
    const at = this.#hands.indexOf(hand);
    if (at !== -1) this.#hands.splice(at, 1);
    if (this.#end !== undefined) return;
    const reason = error instanceof Error ? error.message : String(error);
    this.#fail(
      new CorpusError(
        `A thread that makes records ended (${reason}). Run again with --threads 1, or free memory.`,
        { cause: error },
      ),
    );
    hand.current?.reject(this.#end);
    hand.current = undefined;
  }

  #fail(end: Error): void {
    this.#end ??= end;
    const waiting = this.#hands.flatMap(({ current }) => current ?? []);
    for (const { reject } of [...waiting, ...this.#queue.splice(0)]) reject(this.#end);
  }

  #send(hand: Hand, waiting: Waiting): void {
    hand.current = waiting;
    const { task, job } = waiting;
    const jobId = this.#jobIds.get(job) ?? this.#jobIds.size;
    this.#jobIds.set(job, jobId);
    this.#orders += 1;
    const order: WorkerOrder = {
      id: this.#orders,
      task,
      jobId,
      ...(!hand.knownJobs.has(jobId) && { job }),
    };
    hand.knownJobs.add(jobId);
    const buffers = task.kind === 'bytes' ? [task.batch.bytes.buffer, task.batch.ends.buffer] : [];
    hand.worker.postMessage(order, buffers);
  }
}
