import { readFile } from 'node:fs/promises';
import { isKernelFunctions, type KernelFunctions } from './kernel-functions.ts';
import type { SharedMemory, WebAssemblyModule } from './web-assembly.ts';

/** Compiles the kernel once a process; the module can be sent to worker threads. */
export async function compileKernel(): Promise<WebAssemblyModule> {
  // Beside the compiled package, from its sources and from its build alike.
  const bytes = await readFile(new URL('../dist/kernel.wasm', import.meta.url));
  return await WebAssembly.compile(bytes);
}

/** The kernel over a memory that threads share; a thread makes its own. */
export function instantiateKernel(
  module: WebAssemblyModule,
  memory: SharedMemory,
): KernelFunctions {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  if (!isKernelFunctions(exports)) throw new Error('kernel.wasm is not the kernel of this version');
  return exports;
}
