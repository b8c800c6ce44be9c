// The entry of a thread that reads, claims and emits rows, unit after unit, until none is left.
import { KernelThread, layout, type ContextPlan, type WorkerPlan } from '@llamaforge/kernel';
import { parentPort, type MessagePort } from 'node:worker_threads';
import type { WorkerStart } from './merge-job.ts';
import { failureOf } from './failure-of.ts';
import type { Round } from './round.ts';
import { RoundFiller } from './round-filler.ts';
import { RoundPublisher } from './round-publisher.ts';
import { loadTreatment, type TreatRecord } from '../treatment/treat-record.ts';
import type { WorkerReport } from './worker-messages.ts';
import { WorkerTally } from './worker-tally.ts';

/** Reads units as long as there are any; rounds wait in line while others have their turn. */
class MergeWorker {
  readonly #thread: KernelThread;
  readonly #start: WorkerStart;
  readonly #plan: WorkerPlan;
  readonly #filler: RoundFiller;
  readonly #publisher: RoundPublisher;
  readonly #port: MessagePort;
  readonly #waiting: Round[] = [];
  readonly #longLengths: number[] = [];
  #taken = 0;
  #tally: WorkerTally | undefined;

  constructor(start: WorkerStart, treat: TreatRecord, port: MessagePort) {
    const { job, worker } = start;
    const plan = job.plan.workers[worker];
    if (plan === undefined) throw new RangeError(`no worker ${String(worker)} is planned`);
    this.#thread = new KernelThread(job.module, job.memory);
    this.#start = start;
    this.#plan = plan;
    this.#port = port;
    this.#filler = new RoundFiller(this.#thread, { job, treat }, () => this.#takeContext());
    this.#publisher = new RoundPublisher(this.#thread, start, plan);
  }

  async run(): Promise<void> {
    const { units } = this.#start.job;
    const { turnAddress, ticketAt } = layout;
    for (;;) {
      const unit = this.#thread.add(turnAddress + ticketAt, 1);
      if (unit >= units) break;
      for await (const round of this.#filler.fill(unit)) this.#accept(round);
    }
    while (this.#waiting.length > 0) this.#publishFirst();
    this.#filler.close();
    this.#reportCounts();
    this.#report({
      kind: 'done',
      phases: this.#thread.clock.times(),
      lengths: new Uint32Array(this.#thread.bytes.buffer, this.#plan.lengths, 3 * 65_536).slice(),
      longLengths: Uint32Array.from(this.#longLengths),
    });
  }

  #accept(round: Round): void {
    this.#thread.throwIfStopped();
    this.#publisher.prepare(round);
    this.#waiting.push(round);
    const { contexts } = this.#plan;
    for (;;) {
      const [first] = this.#waiting;
      if (first === undefined) return;
      if (this.#waiting.length < contexts.length && !this.#publisher.isTurnOf(first)) return;
      this.#publishFirst();
    }
  }

  #publishFirst(): void {
    const round = this.#waiting.shift();
    if (round === undefined) return;
    const { isFileDone, labelRows } = this.#publisher.publish(round);
    if (isFileDone) this.#filler.endUnit(round.unit);
    this.#addLengths(round.context);
    if (this.#tally?.fileNumber !== round.fileNumber) {
      this.#reportCounts();
      this.#tally = new WorkerTally(round.fileNumber);
    }
    this.#tally.add(this.#thread, round);
    if (labelRows !== undefined) {
      this.#report({ kind: 'labels', fileNumber: round.fileNumber, rows: labelRows });
    }
  }

  #addLengths({ context, entryLimit }: ContextPlan): void {
    const { lengths, lengthsOverflow } = this.#plan;
    const { functions } = this.#thread;
    const count = functions.addLengths(context, lengths, lengthsOverflow, 3 * entryLimit);
    for (let at = lengthsOverflow; at < lengthsOverflow + 8 * count; at += 4) {
      this.#longLengths.push(this.#thread.read(at));
    }
  }

  /** Contexts are used in a circle, so one is written to again only when three later ones were. */
  #takeContext(): ContextPlan {
    const { contexts } = this.#plan;
    const context = contexts[this.#taken % contexts.length];
    if (context === undefined) throw new RangeError('a worker has no contexts');
    this.#taken += 1;
    return context;
  }

  #reportCounts(): void {
    if (this.#tally === undefined) return;
    const { fileNumber } = this.#tally;
    this.#report({ kind: 'counts', fileNumber, counts: this.#tally.counts() });
  }

  #report(report: WorkerReport): void {
    this.#port.postMessage(report);
  }
}

const parent = parentPort;
if (parent === null) throw new Error('merge-worker is the entry of a worker thread');
parent.once('message', (start: WorkerStart) => {
  run(start, parent).catch((error: unknown) => {
    parent.postMessage(failureOf(error) satisfies WorkerReport);
  });
});

async function run(start: WorkerStart, port: MessagePort): Promise<void> {
  const treat = await loadTreatment(start.job.treatment);
  await new MergeWorker(start, treat, port).run();
}
