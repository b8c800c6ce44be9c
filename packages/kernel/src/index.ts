import * as layout from './layout.ts';

export { categoryNames } from './category-names.ts';
export type { KernelFunctions } from './kernel-functions.ts';
export {
  createMemory,
  emptyMemory,
  tableBytesOf,
  writeHeader,
  type KernelTables,
} from './kernel-memory.ts';
export { KernelThread, StoppedError } from './kernel-thread.ts';
export { layout };
export { compileKernel } from './load-kernel.ts';
export {
  bytesPerUnique,
  mostMemoryBytes,
  planMemory,
  type ContextPlan,
  type MemoryDemand,
  type MemoryPlan,
  type OutletPlan,
  type WorkerPlan,
} from './memory-plan.ts';
export type { SharedMemory, WebAssemblyModule } from './web-assembly.ts';
export { logarithmTable } from './tables/logarithm-table.ts';
export { namesTable } from './tables/names-table.ts';
export { rulesTable, type RulesTables } from './tables/rules-table.ts';
export { tagTable } from './tables/tag-table.ts';
export { phaseNames, type PhaseName, type PhaseTimes } from './phase-clock.ts';
export { readTerms, type Terms } from './read-terms.ts';
export { Verdicts } from './verdicts.ts';
