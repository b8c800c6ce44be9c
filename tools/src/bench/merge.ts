/**
 * What a merge takes beside other ways to do the same, or less, on the same files: wall time, CPU and memory as a
 * Markdown table. Needs a build before: `npm run build`, then
 *
 *     npm run bench -- [--rows 1000000] [--runs 3] [--dialogues 0.25] [--only cat,ours-2] [--python-rows 0.1]
 *         [--append 1000000,4000000] [--sizes 1000000,4000000,16000000] [--keep <folder>] [--data <folder>]
 *
 * `--append` adds what 100,000 further rows take against so many old ones, `--sizes` the cost of a row at so many
 * (`--only none` leaves the contenders out). `--keep` names a folder for data sets that are used again and for what the
 * runs write; without it a temporary one serves and goes. `--data` runs on JSONL files that are there.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { appendedRows, benchAppend } from './merge/bench-append.ts';
import { listBenchFiles, makeBenchData, warmFiles } from './merge/bench-data.ts';
import { parseBenchOptions } from './merge/bench-options.ts';
import type { BenchPlace } from './merge/contender.ts';
import { runContenders } from './merge/run-contenders.ts';
import { selectContenders } from './merge/select-contenders.ts';
import { appendTable, contenderTable, sizeTable, type SizedCost } from './merge/tables.ts';

const options = parseBenchOptions(process.argv.slice(2));
const { runs, dialogues } = options;
const contenders = selectContenders(options.only, options.pythonRows);
if (options.keep !== undefined) mkdirSync(options.keep, { recursive: true });
const parent = resolve(options.keep ?? tmpdir());
const scratch = mkdtempSync(join(parent, 'bench-merge-'));
const dataFolder = options.keep === undefined ? scratch : parent;

try {
  if (contenders.length > 0) {
    const inputs =
      options.data === undefined
        ? makeBenchData(dataFolder, { rows: options.rows, dialogues })
        : resolve(options.data);
    const outcomes = await runContenders(contenders, placeOf(inputs), { runs, onRun });
    const what =
      options.data ??
      `${options.rows.toLocaleString('en-US')} rows, ${String(dialogues * 100)} % dialogues`;
    report(what, contenderTable(outcomes));
    if (inputs.startsWith(scratch)) rmSync(inputs, { recursive: true });
  }
  if (options.sizes.length > 0) report('ours-2 by size', sizeTable(await benchSizes()));
  if (options.append.length > 0) {
    const sizes: SizedCost[] = [];
    for (const size of options.append) sizes.push(await benchAppend(size, { runs, scratch }));
    report('append', appendTable(sizes, appendedRows));
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** One size after the other, so that the disk holds one at a time unless they are kept. */
async function benchSizes(): Promise<readonly SizedCost[]> {
  const sizes: SizedCost[] = [];
  for (const rows of options.sizes) {
    const inputs = makeBenchData(dataFolder, { rows, dialogues });
    const [outcome] = await runContenders(selectContenders(['ours-2'], 1), placeOf(inputs), {
      runs,
      onRun,
    });
    if (outcome !== undefined && !('skipped' in outcome)) sizes.push({ rows, cost: outcome.cost });
    if (options.keep === undefined) rmSync(inputs, { recursive: true });
  }
  return sizes;
}

function placeOf(inputs: string): BenchPlace {
  const files = listBenchFiles(inputs);
  warmFiles(files);
  const run = join(scratch, 'run');
  return { inputs, files, scratch, run, output: join(run, 'corpus.jsonl') };
}

function onRun(line: string): void {
  console.error(line);
}

function report(what: string, table: string): void {
  const machine = `${String(availableParallelism())} cores, Node ${process.versions.node}`;
  console.log(`\n${what}; medians of ${String(runs)} runs, ${machine}\n\n${table}`);
}
