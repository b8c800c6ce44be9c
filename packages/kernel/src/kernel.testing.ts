import { readFileSync } from 'node:fs';
import type { SharedMemory } from './web-assembly.ts';

/** The kernel over a memory of its own, for tests; addresses from 65,536 on are theirs. */
export interface TestKernel {
  readonly memory: SharedMemory;
  readonly exports: Readonly<Record<string, unknown>>;
  /** Calls an exported function; throws where the module has none of that name. */
  readonly call: (name: string, ...values: readonly number[]) => number;
  /** all of the memory, 256 MB */
  readonly bytes: Uint8Array;
  readonly view: DataView;
}

/** Loads `dist/kernel.wasm`, or the module that `KERNEL_WASM` names, such as one of a single room. */
export function loadTestKernel(): TestKernel {
  const path = process.env['KERNEL_WASM'] ?? new URL('../dist/kernel.wasm', import.meta.url);
  const memory = new WebAssembly.Memory({ initial: 4096, maximum: 65_536, shared: true });
  const module = new WebAssembly.Module(readFileSync(path));
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return {
    memory,
    exports,
    call: (name, ...values) => {
      const called = exports[name];
      if (!isCallable(called)) throw new Error(`The kernel has no ${name}.`);
      return called(...values);
    },
    bytes: new Uint8Array(memory.buffer),
    view: new DataView(memory.buffer),
  };
}

function isCallable(value: unknown): value is (...values: readonly number[]) => number {
  return typeof value === 'function';
}
