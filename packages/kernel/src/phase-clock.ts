/** What a thread is at; `wait` is for its turn, for the writer, or for work. */
export const phaseNames = [
  'read',
  'scan',
  'adapt',
  'decide',
  'hash',
  'prefetch',
  'wait',
  'claim',
  'measure',
  'emit',
  'write',
] as const;

export type PhaseName = (typeof phaseNames)[number];

/** Milliseconds by phase; those that took none are not there. */
export type PhaseTimes = Partial<Record<PhaseName, number>>;

/** Tells how long a thread was at what, by the clock on the wall. Changing the phase costs some 50 ns. */
export class PhaseClock {
  readonly #times = new Map<PhaseName, number>();
  readonly #now: () => number;
  #phase: PhaseName = 'wait';
  #since: number;

  /** @param now in milliseconds */
  constructor(now: () => number) {
    this.#now = now;
    this.#since = now();
  }

  /** Ends the phase that was and begins another; gives the one that was. */
  enter(phase: PhaseName): PhaseName {
    const before = this.#phase;
    const now = this.#now();
    this.#times.set(before, (this.#times.get(before) ?? 0) + now - this.#since);
    this.#since = now;
    this.#phase = phase;
    return before;
  }

  times(): PhaseTimes {
    this.enter(this.#phase);
    return Object.fromEntries(this.#times);
  }
}
