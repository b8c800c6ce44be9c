import { readKilobytesAt, stopAt, turnAddress } from './layout.ts';
import type { KernelFunctions } from './kernel-functions.ts';
import { instantiateKernel } from './load-kernel.ts';
import { PhaseClock } from './phase-clock.ts';
import type { SharedMemory, WebAssemblyModule } from './web-assembly.ts';

/** Thrown where a thread waits and everyone is to stop. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError';
}

// A thread that missed a wake-up looks again by itself, so that none sleeps through a stop.
const longestSleepMs = 50;

/** One thread's hold of the shared memory: the kernel's functions over it, and words to read, write and wait for. */
export class KernelThread {
  readonly functions: KernelFunctions;
  /** all of the memory */
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly clock = new PhaseClock(() => performance.now());
  readonly #words: Int32Array;
  #uncountedBytes = 0;

  constructor(module: WebAssemblyModule, memory: SharedMemory) {
    this.functions = instantiateKernel(module, memory);
    this.bytes = new Uint8Array(memory.buffer);
    this.view = new DataView(memory.buffer);
    this.#words = new Int32Array(memory.buffer);
  }

  /** A view of some bytes, good for as long as nothing writes there. */
  buffer(address: number, bytes: number): Buffer {
    return Buffer.from(this.bytes.buffer, address, bytes);
  }

  read(address: number): number {
    return this.view.getUint32(address, true);
  }

  write(address: number, value: number): void {
    this.view.setUint32(address, value, true);
  }

  /** A word that other threads change. */
  load(address: number): number {
    return Atomics.load(this.#words, address / wordBytes);
  }

  /** Stores a word and wakes all who wait for it. */
  store(address: number, value: number): void {
    Atomics.store(this.#words, address / wordBytes, value);
    Atomics.notify(this.#words, address / wordBytes);
  }

  /** Adds to a word and gives what it was. */
  add(address: number, value: number): number {
    return Atomics.add(this.#words, address / wordBytes, value);
  }

  /** Sleeps until the word is `value`; throws StoppedError once everyone is to stop. */
  waitFor(address: number, value: number): void {
    for (;;) {
      const seen = this.load(address);
      if (seen === value) return;
      this.sleepWhile(address, seen);
    }
  }

  /** Sleeps a while, at the longest until the word is no more `value`; throws StoppedError once everyone is to stop. */
  sleepWhile(address: number, value: number): void {
    this.throwIfStopped();
    const before = this.clock.enter('wait');
    Atomics.wait(this.#words, address / wordBytes, value, longestSleepMs);
    this.clock.enter(before);
  }

  /** Counts bytes of input files that were read, for whoever watches. */
  countRead(bytes: number): void {
    this.#uncountedBytes += bytes;
    const kilobytes = Math.floor(this.#uncountedBytes / 1024);
    this.#uncountedBytes -= kilobytes * 1024;
    this.add(turnAddress + readKilobytesAt, kilobytes);
  }

  /** Sleeps a while, at the longest until a word that lies elsewhere is no more 1; throws as `sleepWhile` does. */
  sleepOn(word: Int32Array): void {
    this.throwIfStopped();
    const before = this.clock.enter('wait');
    Atomics.wait(word, 0, 1, longestSleepMs);
    this.clock.enter(before);
  }

  throwIfStopped(): void {
    if (this.load(turnAddress + stopAt) !== 0) throw new StoppedError('the merge was stopped');
  }
}

const wordBytes = 4;
