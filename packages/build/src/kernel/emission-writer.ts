// The entry of the thread that writes what workers emit, in the order in which it was claimed, and hashes it on the way.
import { KernelThread, layout } from '@llamaforge/kernel';
import type { FileWriter } from '@llamaforge/shards';
import { parentPort, receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import { EmissionQueue, type Emitted } from './emission-queue.ts';
import { IndexBlocks } from './index-blocks.ts';
import { failureOf } from './failure-of.ts';
import { openOutput } from '../open-output.ts';
import type { WriterMessage, WriterStart } from './merge-job.ts';
import { SpillWriter } from './spill-file.ts';
import type { WriterReport } from './worker-messages.ts';

const wordBytes = Uint32Array.BYTES_PER_ELEMENT;

/** Writes what is emitted, until no more will come. */
class EmissionWriter {
  readonly #thread: KernelThread;
  readonly #start: WriterStart;
  readonly #port: MessagePort;
  readonly #corpus: FileWriter;
  readonly #rejects: FileWriter;
  readonly #held: SpillWriter | undefined;
  readonly #words: Uint32Array;
  readonly #index: IndexBlocks | undefined;
  #isHeldWhole = false;

  constructor(start: WriterStart, port: MessagePort) {
    const { job, corpus, rejects, held, isIndexed } = start;
    this.#thread = new KernelThread(job.module, job.memory);
    this.#start = start;
    this.#port = port;
    this.#corpus = openOutput(corpus);
    this.#rejects = openOutput(rejects);
    this.#held = held === undefined ? undefined : new SpillWriter(held);
    this.#words = new Uint32Array(job.memory.buffer);
    this.#index = isIndexed
      ? new IndexBlocks(
          (block) => {
            this.#report({ kind: 'index', block });
          },
          (word) => {
            this.#thread.sleepOn(word);
          },
        )
      : undefined;
  }

  run(): void {
    try {
      const queue = new EmissionQueue(this.#thread, this.#start.job);
      for (const emitted of queue.take()) this.#write(emitted);
      this.#index?.finish();
      const spilled = this.#held?.finish();
      this.#isHeldWhole = true;
      const corpus = this.#corpus.finish();
      const rejects = this.#rejects.finish();
      this.#report({
        kind: 'written',
        phases: this.#thread.clock.times(),
        corpus,
        rejects,
        spilled,
      });
    } finally {
      if (!this.#isHeldWhole) this.#held?.discard();
      for (const file of [this.#corpus, this.#rejects]) file.discard();
    }
  }

  #write({ worker, outlet: { outlet, columns, held, lines } }: Emitted): void {
    const thread = this.#thread;
    const rows = thread.read(outlet + layout.outRowsAt);
    const bytes = thread.buffer(lines, thread.read(outlet + layout.outLinesBytesAt));
    this.#corpus.writeRows(bytes, rows);
    this.#index?.add(thread.buffer(columns, rows * layout.columnsBytesPerRow), rows);
    this.#held?.add(this.#words, held / wordBytes, thread.read(outlet + layout.outHeldCountAt));
    this.#takeMessages(worker, thread.read(outlet + layout.outMessagesAt));
  }

  #takeMessages(worker: number, count: number): void {
    for (let left = count; left > 0; left -= 1) {
      const message = this.#receive(worker);
      if (message.kind === 'lines') {
        // Its row was counted with the outlet's.
        this.#corpus.writeRows(message.lines, 0);
        continue;
      }
      this.#rejects.writeRows(message.lines, message.rows.files.length);
      this.#report({ kind: 'rejected', rows: message.rows });
    }
  }

  /** A message that an outlet has counted, so that it was sent. */
  #receive(worker: number): WriterMessage {
    const port = this.#start.workers[worker];
    const received: { readonly message: WriterMessage } | undefined =
      port === undefined ? undefined : receiveMessageOnPort(port);
    if (received === undefined) throw new Error(`worker ${String(worker)} sent no message`);
    return received.message;
  }

  #report(report: WriterReport): void {
    this.#port.postMessage(report);
  }
}

const port = parentPort;
if (port === null) throw new Error('emission-writer is the entry of a worker thread');
port.once('message', (start: WriterStart) => {
  try {
    new EmissionWriter(start, port).run();
  } catch (error) {
    port.postMessage(failureOf(error) satisfies WriterReport);
  }
});
