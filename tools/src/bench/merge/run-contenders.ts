import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readSync, rmSync } from 'node:fs';
import type { BenchPlace, Contender } from './contender.ts';
import { measureCommand, type Cost } from './measure-command.ts';
import { medianCost } from './median-cost.ts';

/** What a contender's runs took, scaled to all rows, or why there is none. */
export type Outcome =
  | {
      readonly contender: Contender;
      readonly cost: Cost;
      /** undefined where it read a share of the rows alone */
      readonly rowsOut: number | undefined;
    }
  | { readonly contender: Contender; readonly skipped: string };

/** Runs all contenders once, then all a second time and so on, so that what else the machine does hits all alike. */
export async function runContenders(
  contenders: readonly Contender[],
  place: BenchPlace,
  { runs, onRun }: { readonly runs: number; readonly onRun: (line: string) => void },
): Promise<readonly Outcome[]> {
  const started = [];
  for (const contender of contenders) {
    emptyRunFolder(place);
    const skipped = await contender.prepare(place);
    started.push({ contender, skipped, costs: Array<Cost>(), rowsOut: Array<number>() });
  }
  for (let run = 1; run <= runs; run += 1) {
    for (const { contender, skipped, costs, rowsOut } of started) {
      if (skipped !== undefined) continue;
      const cost = await runOnce(contender, place);
      costs.push(cost);
      if (run === 1 && contender.share === 1) rowsOut.push(countLines(place.output));
      onRun(`run ${String(run)} of ${contender.name}: ${cost.seconds.toFixed(2)} s`);
    }
  }
  emptyRunFolder(place);
  return started.map(({ contender, skipped, costs, rowsOut }) =>
    skipped === undefined
      ? { contender, cost: medianCost(costs), rowsOut: rowsOut[0] }
      : { contender, skipped },
  );
}

async function runOnce(contender: Contender, place: BenchPlace): Promise<Cost> {
  emptyRunFolder(place);
  const command = contender.command(place);
  // What others have left to be written is not for this one to wait for.
  execFileSync('sync');
  const cost = await measureCommand(command);
  contender.afterRun?.(place);
  return {
    seconds: cost.seconds / contender.share,
    cpuSeconds: cost.cpuSeconds / contender.share,
    peakBytes: cost.peakBytes,
  };
}

function emptyRunFolder({ run }: BenchPlace): void {
  rmSync(run, { recursive: true, force: true });
  mkdirSync(run, { recursive: true });
}

const lineFeed = 0x0a;

function countLines(path: string): number {
  const buffer = Buffer.allocUnsafe(1024 * 1024);
  const descriptor = openSync(path, 'r');
  let lines = 0;
  try {
    for (let read = readSync(descriptor, buffer); read > 0; read = readSync(descriptor, buffer)) {
      const chunk = buffer.subarray(0, read);
      for (let at = chunk.indexOf(lineFeed); at !== -1; at = chunk.indexOf(lineFeed, at + 1)) {
        lines += 1;
      }
    }
  } finally {
    closeSync(descriptor);
  }
  return lines;
}
