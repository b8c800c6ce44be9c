import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { usualRows } from '../../rows-at-scale/options.ts';
import { writeRows } from '../../rows-at-scale/write-rows.ts';
import { listBenchFiles, warmFiles } from './bench-data.ts';
import { measureCommand, type Cost } from './measure-command.ts';
import { medianCost } from './median-cost.ts';
import { mergeCommand } from './own-contenders.ts';
import type { SizedCost } from './tables.ts';

/** How many rows are appended at a time. */
export const appendedRows = 100_000;

/**
 * What appending takes where so many rows are there already. Each run appends a folder of its own to what the one
 * before has left, so that nothing has to be put back: the old rows grow by 100,000 a run.
 */
export async function benchAppend(
  oldRows: number,
  { runs, scratch }: { readonly runs: number; readonly scratch: string },
): Promise<SizedCost> {
  const [inputs, run] = [join(scratch, 'append-inputs'), join(scratch, 'append-run')];
  const place = { inputs, run, output: join(run, 'corpus.jsonl') };
  mkdirSync(run, { recursive: true });
  try {
    writeRows(join(inputs, 'old'), { ...usualRows, rows: oldRows });
    await measureCommand(mergeCommand(place, []));
    const costs: Cost[] = [];
    for (let i = 0; i < runs; i += 1) {
      const later = join(inputs, `later-${String(i)}`);
      writeRows(later, { ...usualRows, rows: appendedRows, first: oldRows + i * appendedRows });
      warmFiles(listBenchFiles(later));
      costs.push(await measureCommand(mergeCommand(place, ['--append'])));
    }
    return { rows: oldRows, cost: medianCost(costs) };
  } finally {
    for (const folder of [inputs, run]) rmSync(folder, { recursive: true, force: true });
  }
}
