import { readErrorOf } from '@llamaforge/schema';
import { Worker } from 'node:worker_threads';
import type { HashReport } from './hash-files-worker.ts';

interface AwaitedHash {
  readonly path: string;
  readonly resolve: (sha256: string) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Hashes files beside a merge, one after the other, on a thread that starts with the first of them. It runs until it is
 * disposed of, or the signal ends it.
 */
export class HashThread {
  readonly #signal: AbortSignal | undefined;
  readonly #awaited: AwaitedHash[] = [];
  #thread: Worker | undefined;

  constructor(signal?: AbortSignal) {
    this.#signal = signal;
    signal?.addEventListener('abort', this.#abort);
  }

  /** The SHA-256 (hex) of a file's bytes; rejected where they cannot be read, or the thread ends before. May be left unheard. */
  hash(path: string): Promise<string> {
    const hash = new Promise<string>((resolve, reject) => {
      this.#signal?.throwIfAborted();
      this.#thread ??= this.#start();
      this.#awaited.push({ path, resolve, reject });
      this.#thread.postMessage(path);
    });
    // A merge that fails on its own hears of no hash.
    hash.catch(() => undefined);
    return hash;
  }

  /** Ends the thread, whatever it is at. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#signal?.removeEventListener('abort', this.#abort);
    await this.#end(new Error('the merge ended before its files were hashed'));
  }

  readonly #abort = (): void => {
    void this.#end(this.#signal?.reason);
  };

  #start(): Worker {
    // Not the arguments of a test runner, which would have the thread read sources.
    const thread = new Worker(entry(), { execArgv: [] });
    thread.on('message', (report: HashReport) => {
      this.#hear(report);
    });
    thread.on('error', (error) => {
      void this.#end(error);
    });
    return thread;
  }

  #hear(report: HashReport): void {
    const awaited = this.#awaited.shift();
    if (report.kind === 'hashed') awaited?.resolve(report.sha256);
    else awaited?.reject(refusalOf(report, awaited.path));
  }

  async #end(reason: unknown): Promise<void> {
    const thread = this.#thread;
    // First, so that whatever is asked for meanwhile starts another.
    this.#thread = undefined;
    for (const { reject } of this.#awaited.splice(0)) reject(reason);
    await thread?.terminate();
  }
}

/** The error that the thread met: as a message it would be a mere Error, without its code. */
function refusalOf(
  { message, code }: Extract<HashReport, { kind: 'refused' }>,
  path: string,
): unknown {
  return readErrorOf(Object.assign(new Error(message), { code, syscall: 'read' }), path);
}

/** Threads run what is built, also where tests run the sources: Node 20 reads no TypeScript. */
function entry(): URL {
  const isSource = import.meta.url.endsWith('.ts');
  return new URL(`${isSource ? '../dist' : '.'}/hash-files-worker.js`, import.meta.url);
}
