import type { GenerationFiles } from '@llamaforge/dedup';
import { bytesPerUnique, layout } from '@llamaforge/kernel';
import type { EngineTargets } from '../engine.ts';
import { mergePlainly } from '../plain-engine.ts';
import { BeyondKernelError } from './beyond-kernel-error.ts';
import { expectedRows } from './expected-rows.ts';
import type { KernelRequest } from './kernel-request.ts';
import { mergeInOnePass } from './merge-in-one-pass.ts';
import { mergeInTwoPasses } from './merge-in-two-passes.ts';
import { leftForTable, prepareJob, takenBesides } from './prepare-job.ts';
import { TableFullError } from './table-full-error.ts';

// Some rows repeat others, so it takes more than the table has room for to be sure that it will not do.
const clearExcess = 1.5;

/**
 * Merges files by threads over the kernel: the same bytes and rows as the plain engine gives, many times as fast. What
 * the kernel has no room for is left to that engine.
 */
export async function mergeInKernel(request: KernelRequest): Promise<GenerationFiles> {
  const { files, targets, context } = request;
  try {
    return await mergeWithinMemory(request);
  } catch (error) {
    if (!(error instanceof BeyondKernelError)) throw error;
    context.notes.note('beyond_kernel', error.message);
    takeBack(targets);
    return mergePlainly(files, targets, context);
  }
}

async function mergeWithinMemory(request: KernelRequest): Promise<GenerationFiles> {
  const { files, targets, context } = request;
  const { recordsBySource, key, treatment, generation } = targets;
  // Rows of earlier generations are looked up by way of files: an append costs what its rows cost.
  if (generation > 0) return mergeInTwoPasses(request);
  const job = await prepareJob({
    ...{ files, key, treatment, recordsBySource, options: request.options },
    claimMode: layout.claimByTable,
  });
  const { uniqueLimit } = job.plan.demand;
  const tableBytes = Math.ceil(uniqueLimit * bytesPerUnique);
  const passes = expectedRows(files, uniqueLimit) > clearExcess * uniqueLimit ? 2 : 1;
  context.notes.note('passes', passes);
  context.notes.note('table_bytes_at_most', tableBytes);
  const options = { ...request.options, passes } as const;
  context.onMemory?.({
    threads: options.threads,
    mostBytes:
      takenBesides(options, treatment) + Math.min(tableBytes, leftForTable(options, treatment)),
    mostUniqueRows: uniqueLimit,
    passes,
  });
  if (passes === 2) return mergeInTwoPasses(request, job.memory);
  try {
    return await mergeInOnePass(job, request);
  } catch (error) {
    if (!(error instanceof TableFullError)) throw error;
    context.notes.note('table_was_full_at_rows', uniqueLimit);
    takeBack(targets);
    return mergeInTwoPasses(request, job.memory);
  }
}

/** Takes back what was entered of a generation; what was written of its files, their writers have taken back. */
function takeBack({ table, index }: EngineTargets): void {
  table.abandonGeneration();
  index?.restart();
}
