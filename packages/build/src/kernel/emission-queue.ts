import { layout, type KernelThread, type OutletPlan } from '@llamaforge/kernel';
import type { MergeJob } from './merge-job.ts';

const { turnAddress } = layout;

/** What a worker hands over: an emission, or a part of one. */
export interface Emitted {
  readonly worker: number;
  readonly outlet: OutletPlan;
}

/** Takes emissions from the ring and their outlets from the workers, in the order in which they were claimed. */
export class EmissionQueue {
  readonly #thread: KernelThread;
  readonly #job: MergeJob;
  /** outlets taken so far, by worker */
  readonly #taken: number[];

  constructor(thread: KernelThread, job: MergeJob) {
    this.#thread = thread;
    this.#job = job;
    this.#taken = job.plan.workers.map(() => 0);
  }

  /** Waits for one after the other until no more will come; each is the worker's again when the next is asked for. */
  *take(): Generator<Emitted, void, undefined> {
    const thread = this.#thread;
    for (let emission = 0; this.#awaitEmission(emission); emission += 1) {
      thread.clock.enter('write');
      const slot = slotOf(emission);
      const worker = thread.load(slot) - 1;
      for (let hasMore = true; hasMore;) {
        const plan = this.#nextOutlet(worker);
        const { outlet } = plan;
        thread.waitFor(outlet + layout.outStateAt, layout.outletReady);
        hasMore = thread.read(outlet + layout.outHasMoreAt) !== 0;
        yield { worker, outlet: plan };
        thread.store(outlet + layout.outStateAt, layout.outletFree);
      }
      thread.store(slot, 0);
    }
  }

  /** False where no emission of that number will come. */
  #awaitEmission(emission: number): boolean {
    const thread = this.#thread;
    const slot = slotOf(emission);
    const isEnd = (): boolean =>
      thread.load(turnAddress + layout.isClaimedAt) !== 0 &&
      thread.load(turnAddress + layout.emissionsAt) <= emission;
    while (thread.load(slot) === 0) {
      if (isEnd()) return false;
      thread.sleepWhile(slot, 0);
    }
    return true;
  }

  #nextOutlet(worker: number): OutletPlan {
    const outlets = this.#job.plan.workers[worker]?.outlets ?? [];
    const taken = this.#taken[worker] ?? 0;
    this.#taken[worker] = taken + 1;
    const outlet = outlets[taken % outlets.length];
    if (outlet === undefined) throw new RangeError(`worker ${String(worker)} has no outlets`);
    return outlet;
  }
}

function slotOf(emission: number): number {
  return layout.ringAddress + 4 * (emission % layout.ringSlots);
}
