// What a report takes beside reading its corpus: `node tools/dist/bench/report.js <corpus.jsonl> [runs]`, after
// `npm run build`, with the manifest beside the corpus if it has one. Medians, from the page cache and from the disk;
// CPU time of all threads, so that other work on the machine can be told from the report's own.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawnSync } from 'node:child_process';
import { measureCommand, type Cost } from './merge/measure-command.ts';
import { medianCost } from './merge/median-cost.ts';

interface Contender {
  readonly name: string;
  readonly program: string;
  readonly words: readonly string[];
}

const [named, runsText = '3'] = process.argv.slice(2);
if (named === undefined) throw new Error('name a corpus of JSON lines');
const corpus = resolve(named);
const runs = Number(runsText);

const verifier = fileURLToPath(
  new URL('../../../apps/verify/bin/llamaforge-verify.js', import.meta.url),
);
const walker = fileURLToPath(new URL('walk-lines.js', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'bench-report-'));

// Not into a pipe, which would be what is measured.
const reading: Contender = {
  name: 'cat',
  program: 'sh',
  words: ['-c', 'exec cat "$1" > /dev/null', 'sh', corpus],
};
const contenders: readonly Contender[] = [
  { name: 'lines found, one thread', program: process.execPath, words: [walker, corpus] },
  report('report', []),
  report('report, one row looked at', ['--sample', '1']),
];

try {
  const { size } = statSync(corpus);
  console.log(
    `${corpus}: ${(size / 1e9).toFixed(2)} GB; medians of ${String(runs)} runs, ` +
      `${String(availableParallelism())} cores, Node ${process.versions.node}\n`,
  );
  console.log('| from | what | wall s | CPU s | peak MB | wall to `cat` |');
  console.log('| --- | --- | --: | --: | --: | --: |');
  for (const from of ['page cache', 'disk'] as const) {
    const floor = await measure(reading, from);
    print(from, reading, { cost: floor, floor });
    for (const contender of contenders) {
      print(from, contender, { cost: await measure(contender, from), floor });
    }
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function report(name: string, words: readonly string[]): Contender {
  const output = ['--output', join(scratch, 'report.html'), '--quiet'];
  return {
    name,
    program: process.execPath,
    words: [verifier, 'report', corpus, ...words, ...output],
  };
}

async function measure({ program, words }: Contender, from: 'page cache' | 'disk'): Promise<Cost> {
  const costs: Cost[] = [];
  for (let run = 0; run < runs; run += 1) {
    if (from === 'page cache') warm();
    else evict();
    costs.push(await measureCommand({ program, words, folder: scratch }));
  }
  return medianCost(costs);
}

function warm(): void {
  spawnSync('cat', [corpus], { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Has the system forget the file's pages, as GNU dd asks it to without reading a byte. */
function evict(): void {
  spawnSync('dd', [`if=${corpus}`, 'iflag=nocache', 'count=0', 'status=none'], {
    stdio: 'inherit',
  });
}

function print(
  from: string,
  { name }: Contender,
  { cost, floor }: { readonly cost: Cost; readonly floor: Cost },
): void {
  const { seconds, cpuSeconds, peakBytes } = cost;
  const cells = [
    from,
    name,
    seconds.toFixed(2),
    cpuSeconds.toFixed(2),
    (peakBytes / 1e6).toFixed(0),
    `${(seconds / floor.seconds).toFixed(1)}×`,
  ];
  console.log(`| ${cells.join(' | ')} |`);
}
