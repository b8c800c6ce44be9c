import { writeErrorOf } from '@llamaforge/schema';
import { once } from 'node:events';
import {
  MessageChannel,
  receiveMessageOnPort,
  Worker,
  type MessagePort,
} from 'node:worker_threads';
import { orderKind, writeBlocks, type BlockRing, type FailedOrder } from './write-blocks.ts';

const blockBytes = 1024 * 1024;
// Some slack, so that a block that takes long on one side does not stop the other at once.
const blocks = 8;
const fieldsPerOrder = 5;
const digestBytes = 32;

/** A file that is open for as long as a thread may write to it. */
export interface ThreadFile {
  readonly path: string;
  readonly descriptor: number;
  readonly isHashed: boolean;
}

/**
 * Writes and hashes on a thread of its own, in the order of the calls, while the caller goes on: a call waits only
 * where 8 MB are still to be written. What fails is a `FileAccessError` of its file, thrown by a later call; nothing is
 * written after it.
 */
export class WriteThread {
  readonly #worker: Worker;
  readonly #failures: MessagePort;
  readonly #ring: Omit<BlockRing, 'failures'> = {
    given: sharedCount(),
    done: sharedCount(),
    failed: sharedCount(),
    orders: new Float64Array(
      new SharedArrayBuffer(blocks * fieldsPerOrder * Float64Array.BYTES_PER_ELEMENT),
    ),
    fieldsPerOrder,
    kinds: orderKind,
    bytes: new Uint8Array(new SharedArrayBuffer(blocks * blockBytes)),
    blockBytes,
  };
  readonly #files: ThreadFile[] = [];
  #given = 0;
  #failure: unknown;

  private constructor(worker: Worker) {
    this.#worker = worker;
    const { port1, port2 } = new MessageChannel();
    this.#failures = port1;
    this.#worker.postMessage({ ...this.#ring, failures: port2 } satisfies BlockRing, [port2]);
  }

  /** Takes some 40 ms, while the caller's own thread is free. */
  static async start(): Promise<WriteThread> {
    const worker = new Worker(`(${writeBlocks.toString()})()`, { eval: true, execArgv: [] });
    await once(worker, 'online');
    return new WriteThread(worker);
  }

  /** Takes `bytes`, which can be changed at once, to be written from `position` on. */
  write(file: ThreadFile, position: number, bytes: Uint8Array): void {
    const kind = file.isHashed ? orderKind.hashAndWrite : orderKind.write;
    for (let at = 0; at < bytes.length; at += blockBytes) {
      const piece = bytes.subarray(at, at + blockBytes);
      this.#nextBlock().set(piece);
      this.#order(kind, file, { position: position + at, length: piece.length });
    }
  }

  /** The SHA-256 (hex) of what was written to the file, after all of it is; once a file. */
  digest(file: ThreadFile): string {
    const block = this.#nextBlock();
    this.#order(orderKind.digest, file, { position: 0, length: digestBytes });
    this.settle();
    return Buffer.from(block.slice(0, digestBytes)).toString('hex');
  }

  /** Waits until all is written. */
  settle(): void {
    this.#waitFor(this.#given);
    this.#throwFailure();
  }

  /** Waits until nothing is written any more, whatever has failed; a file that is to be closed or removed needs it. */
  quiesce(): void {
    this.#waitFor(this.#given);
  }

  /** Ends the thread, after all is written; no other call may follow. */
  [Symbol.dispose](): void {
    this.#waitFor(this.#given);
    this.#order(orderKind.end, undefined, { position: 0, length: 0 });
    this.#failures.close();
  }

  /** The block of the order to come, once it is free. */
  #nextBlock(): Uint8Array {
    this.#waitFor(this.#given - blocks + 1);
    this.#throwFailure();
    const start = (this.#given % blocks) * blockBytes;
    return this.#ring.bytes.subarray(start, start + blockBytes);
  }

  #order(
    kind: number,
    file: ThreadFile | undefined,
    { position, length }: { readonly position: number; readonly length: number },
  ): void {
    const { orders, given } = this.#ring;
    const fields = [kind, this.#numberOf(file), file?.descriptor ?? -1, position, length];
    orders.set(fields, (this.#given % blocks) * fieldsPerOrder);
    this.#given += 1;
    Atomics.store(given, 0, this.#given);
    Atomics.notify(given, 0);
  }

  #numberOf(file: ThreadFile | undefined): number {
    if (file === undefined) return -1;
    const known = this.#files.indexOf(file);
    return known === -1 ? this.#files.push(file) - 1 : known;
  }

  #waitFor(count: number): void {
    const { done } = this.#ring;
    for (let seen = Atomics.load(done, 0); seen < count; seen = Atomics.load(done, 0)) {
      Atomics.wait(done, 0, seen);
    }
  }

  #throwFailure(): void {
    if (Atomics.load(this.#ring.failed, 0) === 0) return;
    this.#failure ??= this.#readFailure();
    throw this.#failure;
  }

  #readFailure(): unknown {
    const received: { readonly message: FailedOrder } | undefined = receiveMessageOnPort(
      this.#failures,
    );
    if (received === undefined) return new Error('a thread that writes failed, and said nothing');
    const { file, error, code, syscall } = received.message;
    const path = this.#files[file]?.path ?? '';
    return writeErrorOf(Object.assign(Object(error), { code, syscall }), path);
  }
}

function sharedCount(): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}
