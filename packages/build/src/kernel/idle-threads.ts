import { Worker } from 'node:worker_threads';

/** What a thread of a merge can run. */
export type ThreadEntry = 'merge-worker' | 'emission-writer' | 'spill-writer';

// What a thread makes of unusual rows dies young: a larger nursery only holds more of the dead, in each.
const maxYoungGenerationSizeMb = 8;

/** Threads that are started before there is work for them: they load what they run while files are surveyed. */
export class IdleThreads {
  readonly #idle = new Map<ThreadEntry, Set<Worker>>();

  /** Starts some that wait for their first message. */
  start(entry: ThreadEntry, count: number): void {
    const idle = this.#idle.get(entry) ?? new Set();
    this.#idle.set(entry, idle);
    for (let left = count; left > 0; left -= 1) {
      const thread = startThread(entry);
      idle.add(thread);
      // Whoever takes a fresh one in its place hears why it fails.
      const leave = (): void => {
        idle.delete(thread);
      };
      thread.on('error', leave).on('exit', leave);
    }
  }

  /** A thread that waits for its first message, the taker's from now on: an idle one, or else a fresh one. */
  take(entry: ThreadEntry): Worker {
    const idle = this.#idle.get(entry);
    for (const thread of idle ?? []) {
      idle?.delete(thread);
      return thread;
    }
    return startThread(entry);
  }

  /** Ends those that nobody took. */
  async [Symbol.asyncDispose](): Promise<void> {
    const all = [...this.#idle.values()].flatMap((threads) => [...threads]);
    this.#idle.clear();
    await Promise.all(all.map((thread) => thread.terminate()));
  }
}

function startThread(entry: ThreadEntry): Worker {
  return new Worker(entryOf(entry), {
    // Not the arguments of a test runner, which would have the thread read sources.
    execArgv: [],
    resourceLimits: { maxYoungGenerationSizeMb },
  });
}

/** Threads run what is built, also where tests run the sources: Node 20 reads no TypeScript. */
function entryOf(name: ThreadEntry): URL {
  const isSource = import.meta.url.endsWith('.ts');
  return new URL(isSource ? `../../dist/kernel/${name}.js` : `./${name}.js`, import.meta.url);
}
