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
  /** the writer, or the number of a worker; `whichever` of the workers gets there */
  readonly thread: 'writer' | 'whichever' | number;
  /** the call of `node:fs` at which it fails */
  readonly call: 'openSync' | 'readSync' | 'writeSync' | 'fsyncSync' | 'closeSync';
  /** at which such call of its own, from 1; of whichever, the one that begins at this byte of a file or behind it */
  readonly at: number;
  readonly failure: Failure;
}

/** Threads of which one fails as planned; where it is a certain worker, the others read nothing before it does. */
export class FailingThreads extends IdleThreads {
  readonly #plan: FailurePlan;
  readonly #folder: string;
  readonly #taken: Worker[] = [];
  #workers = 0;
  /** set once a thread fails */
  readonly #gate = new Int32Array(new SharedArrayBuffer(4));

  /** @param folder all that the threads read and write; their calls for other files do not count */
  constructor(plan: FailurePlan, folder: string) {
    super();
    this.#plan = plan;
    this.#folder = folder;
  }

  override take(entry: ThreadEntry): Worker {
    const { thread, failure } = this.#plan;
    const isWorker = entry === 'merge-worker';
    const fails = isWorker
      ? thread === 'whichever' || thread === this.#workers
      : thread === 'writer';
    const isHeld = isWorker && typeof thread === 'number' && !fails;
    if (isWorker) this.#workers += 1;
    const url = new URL(`../../dist/kernel/${entry}.js`, import.meta.url).href;
    const shared = { url, folder: this.#folder, gate: this.#gate, fails, isHeld };
    const worker = new Worker(script, {
      eval: true,
      execArgv: [],
      workerData: { ...this.#plan, ...shared },
      resourceLimits: fails && failure === 'memory' ? { maxOldGenerationSizeMb: 48 } : {},
    });
    this.#taken.push(worker);
    return worker;
  }

  /** Whether the plan came true. */
  get hasFailed(): boolean {
    return Atomics.load(this.#gate, 0) !== 0;
  }

  /** How many threads still run. */
  get running(): number {
    return this.#taken.filter(({ threadId }) => threadId !== -1).length;
  }
}

// It changes a function of `node:fs` before the entry imports it.
const script = `
const { workerData } = require('node:worker_threads');
const fs = require('node:fs');
const { url, folder, gate, fails, isHeld, thread, call, at, failure } = workerData;
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
  exit: () => process.exit(7),
  silence: () => process.exit(0),
  deafness() {
    for (;;);
  },
};
let isBegun = false;
let calls = 0;
const change = (name, before) => {
  const original = fs[name];
  fs[name] = (...words) => {
    // Until then it is files of the program that are read.
    isBegun ||= name === 'openSync' && String(words[0]).startsWith(folder);
    if (isBegun) before(words);
    return original(...words);
  };
};
if (isHeld) change('readSync', () => Atomics.wait(gate, 0, 0, 20_000));
if (fails) {
  change(call, (words) => {
    calls += 1;
    if (thread === 'whichever' ? words[4] < at : calls !== at) return;
    Atomics.store(gate, 0, 1);
    Atomics.notify(gate, 0);
    failures[failure]();
  });
}
if (call !== 'openSync' || isHeld) change('openSync', () => undefined);
require('node:module').syncBuiltinESMExports();
import(url);
`;
