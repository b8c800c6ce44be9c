import { Worker } from 'node:worker_threads';
import { IdleThreads, type ThreadEntry } from './idle-threads.ts';

/** How a thread ends before its time. */
export type Failure =
  /** the system refuses what it asks for */
  | 'refusal'
  /** a mistake of ours is thrown */
  | 'bug'
  /** its heap is full */
  | 'memory'
  /** it is gone, with a code that says so */
  | 'exit'
  /** it is gone, and its code says that all is well */
  | 'silence'
  /** it does not answer any more */
  | 'deafness';

/** Which thread fails, where, and how. */
export interface FailurePlan {
  /** 0 is the writer, the workers follow; `every` where each fails that gets there */
  readonly thread: number | 'every';
  /** the call of `node:fs` at which it fails */
  readonly call: 'openSync' | 'readSync' | 'writeSync' | 'fsyncSync' | 'closeSync';
  /** at which such call of its own, from 1 */
  readonly count?: number;
  /** or the first that begins at this byte of a file or behind it */
  readonly position?: number;
  readonly failure: Failure;
}

/** Threads of which some fail as planned; other workers read nothing until a planned one has come to its end. */
export class FailingThreads extends IdleThreads {
  readonly taken: Worker[] = [];
  readonly #plan: FailurePlan;
  /** set once a thread fails */
  readonly #gate = new Int32Array(new SharedArrayBuffer(4));

  constructor(plan: FailurePlan) {
    super();
    this.#plan = plan;
  }

  override take(entry: ThreadEntry): Worker {
    const { thread, failure } = this.#plan;
    const fails = thread === 'every' || thread === this.taken.length;
    const isHeld = thread !== 'every' && thread > 0 && this.taken.length > 0;
    const worker = new Worker(failingEntry, {
      eval: true,
      execArgv: [],
      workerData: { ...this.#plan, entry: entryOf(entry), gate: this.#gate, fails, isHeld },
      ...(failure === 'memory' ? { resourceLimits: { maxOldGenerationSizeMb: 48 } } : {}),
    });
    this.taken.push(worker);
    return worker;
  }

  /** Whether the plan came true. */
  get hasFailed(): boolean {
    return Atomics.load(this.#gate, 0) !== 0;
  }

  /** Threads that still run. */
  get running(): number {
    return this.taken.filter(({ threadId }) => threadId !== -1).length;
  }
}

function entryOf(entry: ThreadEntry): string {
  return new URL(`../../dist/kernel/${entry}.js`, import.meta.url).href;
}

// Runs as a script of its own: it changes a function of `node:fs` before the entry imports it.
const failingEntry = `
const { workerData } = require('node:worker_threads');
const fs = require('node:fs');
const { entry, gate, fails, isHeld, call, count, position, failure } = workerData;
const failures = {
  refusal() {
    throw Object.assign(new Error('EIO: i/o error'), { code: 'EIO', syscall: call });
  },
  bug() {
    throw new TypeError('a mistake of ours');
  },
  memory() {
    for (const all = []; ; ) all.push(new Array(10_000).fill(all.length));
  },
  exit() {
    process.exit(7);
  },
  silence() {
    process.exit(0);
  },
  deafness() {
    for (;;);
  },
};
const original = fs[call];
let calls = 0;
fs[call] = (...words) => {
  const isOfJob = call !== 'readSync' || words.length > 2;
  if (!isOfJob) return original(...words);
  if (!fails) {
    if (isHeld) Atomics.wait(gate, 0, 0, 10_000);
    return original(...words);
  }
  calls += 1;
  if (count === undefined ? words[4] < position : calls !== count) return original(...words);
  Atomics.store(gate, 0, 1);
  Atomics.notify(gate, 0);
  return failures[failure]();
};
require('node:module').syncBuiltinESMExports();
import(entry);
`;
