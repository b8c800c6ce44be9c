import type { Hash } from 'node:crypto';
import type { MessagePort } from 'node:worker_threads';

/** What a `WriteThread` and its other side share: a ring of blocks, and an order for each of them. */
export interface BlockRing {
  /** One number each, and none ever falls: how many orders were given, how many are done, and 1 once one has failed. */
  readonly given: Int32Array<SharedArrayBuffer>;
  readonly done: Int32Array<SharedArrayBuffer>;
  readonly failed: Int32Array<SharedArrayBuffer>;
  /** `fieldsPerOrder` numbers a block: kind, file, descriptor, position in the file, length. */
  readonly orders: Float64Array<SharedArrayBuffer>;
  readonly fieldsPerOrder: number;
  readonly kinds: typeof orderKind;
  readonly bytes: Uint8Array<SharedArrayBuffer>;
  readonly blockBytes: number;
  /** Hears of the first order that failed, before `failed` tells of it. */
  readonly failures: MessagePort;
}

/** The kinds of orders: to write a block, to hash and write it, to put a file's hash (32 bytes) in the block, to end. */
export const orderKind = { write: 0, hashAndWrite: 1, digest: 2, end: 3 } as const;

/** What failed, and how; cloning an error loses its code. */
export interface FailedOrder {
  readonly file: number;
  readonly error: unknown;
  readonly code: unknown;
  readonly syscall: unknown;
}

/**
 * The other side of a `WriteThread`. It is run from its own text, so that it is the same beside sources and compiled,
 * and loads nothing: it may name only what is global. After an order that fails none writes any more.
 */
export function writeBlocks(): void {
  const { createHash } = process.getBuiltinModule('node:crypto');
  const { writeSync } = process.getBuiltinModule('node:fs');
  const { parentPort } = process.getBuiltinModule('node:worker_threads');
  const hashes = new Map<number, Hash>();

  parentPort?.once('message', (ring: BlockRing) => {
    for (let done = 0; obey(ring, done); done += 1) {
      Atomics.store(ring.done, 0, done + 1);
      Atomics.notify(ring.done, 0);
    }
    ring.failures.close();
  });

  function obey(ring: BlockRing, done: number): boolean {
    // A call that comes late for the order before wakes too early.
    while (Atomics.load(ring.given, 0) === done) Atomics.wait(ring.given, 0, done);
    const place = done % (ring.bytes.length / ring.blockBytes);
    const [kind, file = 0, descriptor = 0, position = 0, length = 0] = ring.orders.subarray(
      place * ring.fieldsPerOrder,
    );
    const { hashAndWrite, digest, end } = ring.kinds;
    const start = place * ring.blockBytes;
    const block = ring.bytes.subarray(start, start + length);
    try {
      if (kind === end) return false;
      if (kind === hashAndWrite) hashOf(file).update(block);
      if (kind === digest) block.set(hashOf(file).digest());
      else if (Atomics.load(ring.failed, 0) === 0) writeAll(descriptor, block, position);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      const syscall = error instanceof Error && 'syscall' in error ? error.syscall : undefined;
      ring.failures.postMessage({ file, error, code, syscall });
      Atomics.store(ring.failed, 0, 1);
    }
    return true;
  }

  function hashOf(file: number): Hash {
    const hash = hashes.get(file) ?? createHash('sha256');
    hashes.set(file, hash);
    return hash;
  }

  function writeAll(descriptor: number, block: Uint8Array, position: number): void {
    for (let at = 0; at < block.length;) {
      at += writeSync(descriptor, block, at, block.length - at, position + at);
    }
  }
}
