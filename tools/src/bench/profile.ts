// What a mix costs beside reading its corpus and writing as many bytes as it has:
// `node tools/dist/bench/profile.js <folder> [profile] [runs]`, where `folder` is one that a merge has run in. Both in turn.
import { buildProfile, planProfile } from '@llamaforge/build';
import {
  closeSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join, resolve } from 'node:path';

const [folder = '.', profile = 'claude_behavior', runsText = '5'] = process.argv.slice(2);
const workspace = resolve(folder);
// On the same disk as the corpus, so that both ways write to it.
const scratch = mkdtempSync(join(workspace, 'bench-profile-'));

interface Cost {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

try {
  const plan = planProfile({
    workingFolder: workspace,
    toolVersion: 'bench',
    profile,
    output: join(scratch, 'mix.jsonl'),
  });
  // The first run makes the index where the merge has left none, and says how large the mix is.
  await buildProfile(plan, {});
  const { size } = statSync(plan.paths.output);
  const copies: Cost[] = [];
  const mixes: Cost[] = [];
  for (let run = 0; run < Number(runsText); run += 1) {
    copies.push(
      await measured(async () => {
        await Promise.resolve();
        readAndWrite(plan.paths.corpus, size);
      }),
    );
    mixes.push(await measured(() => buildProfile(plan, {})));
  }
  const [copy, mix] = [copies, mixes].map(medianCost);
  if (copy === undefined || mix === undefined) throw new Error('nothing was measured');
  console.log(
    `corpus ${toGb(statSync(plan.paths.corpus).size)} GB, mix ${toGb(size)} GB, ${runsText} runs each, medians`,
  );
  console.log('                     wall s  CPU s');
  for (const [name, cost] of [
    ['read and write', copy],
    [`mix ${profile}`, mix],
  ] as const) {
    console.log(
      `${name.padEnd(20)} ${cost.seconds.toFixed(2).padStart(6)} ${cost.cpuSeconds.toFixed(2).padStart(6)}`,
    );
  }
  console.log(
    `${'ratio'.padEnd(20)} ${(mix.seconds / copy.seconds).toFixed(2).padStart(6)} ${(mix.cpuSeconds / copy.cpuSeconds).toFixed(2).padStart(6)}`,
  );
  console.log(`peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`);
} finally {
  rmSync(scratch, { recursive: true });
}

/** The floor: every byte of the corpus read, as many as the mix has written and brought to the disk. */
function readAndWrite(corpus: string, bytesToWrite: number): void {
  const buffer = Buffer.allocUnsafe(256 * 1024);
  const input = openSync(corpus, 'r');
  const output = openSync(join(scratch, 'floor'), 'w');
  try {
    let left = bytesToWrite;
    for (let read = readSync(input, buffer); read > 0; read = readSync(input, buffer)) {
      // Spread over the corpus, as a mix's rows are.
      const share = Math.min(left, Math.ceil((read * bytesToWrite) / statSync(corpus).size));
      left -= writeSync(output, buffer, 0, share);
    }
    fsyncSync(output);
  } finally {
    closeSync(input);
    closeSync(output);
    rmSync(join(scratch, 'floor'));
  }
}

async function measured(work: () => Promise<unknown>): Promise<Cost> {
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(cpuBefore);
  return { seconds: (performance.now() - startedAt) / 1000, cpuSeconds: (user + system) / 1e6 };
}

function medianCost(costs: readonly Cost[]): Cost {
  const middle = (values: number[]): number =>
    values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  return {
    seconds: middle(costs.map(({ seconds }) => seconds)),
    cpuSeconds: middle(costs.map(({ cpuSeconds }) => cpuSeconds)),
  };
}

function toGb(bytes: number): string {
  return (bytes / 1e9).toFixed(2);
}
