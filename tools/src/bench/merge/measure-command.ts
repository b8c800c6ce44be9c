import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseTimeOutput } from './process-figures.ts';
import { sampleProcess } from './sample-process.ts';

/** A program to run, in a folder of its own. */
export interface Command {
  readonly program: string;
  readonly words: readonly string[];
  readonly folder: string;
}

/** What a run took; `peakBytes` is the resident memory of its largest process. */
export interface Cost {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakBytes: number;
}

const gnuTime = '/usr/bin/time';

/**
 * Runs a command to its end. CPU is user and system time of it and of all below it, as the kernel counts it where
 * there is GNU time, else as `sampleProcess` sees it. Throws with what it printed last where it fails.
 */
export async function measureCommand(command: Command): Promise<Cost> {
  return existsSync(gnuTime) ? measuredByTime(command) : measuredBySamples(command);
}

async function measuredByTime({ program, words, folder }: Command): Promise<Cost> {
  const figures = join(folder, 'figures');
  const timed = ['-o', figures, '-f', '%U %S %M', program, ...words];
  const { seconds } = await runToEnd({ program: gnuTime, words: timed, folder });
  const parsed = parseTimeOutput(readFileSync(figures, 'utf8'));
  rmSync(figures);
  if (parsed === undefined) throw new Error(`${gnuTime} is not GNU time.`);
  return { seconds, ...parsed };
}

/** Exported for a test that compares it with what GNU time says. */
export async function measuredBySamples(command: Command): Promise<Cost> {
  const { seconds, sampled } = await runToEnd(command);
  return { seconds, ...sampled };
}

/** Enough of what a program printed to say why it failed. */
const keptCharacters = 2000;

async function runToEnd({ program, words, folder }: Command): Promise<{
  readonly seconds: number;
  readonly sampled: Pick<Cost, 'cpuSeconds' | 'peakBytes'>;
}> {
  const startedAt = performance.now();
  const child = spawn(program, words, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const sampler =
    program === gnuTime || child.pid === undefined ? undefined : sampleProcess(child.pid);
  let printed = '';
  const keep = (text: string): void => {
    printed = (printed + text).slice(-keptCharacters);
  };
  child.stdout.setEncoding('utf8').on('data', keep);
  child.stderr.setEncoding('utf8').on('data', keep);
  try {
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => {
        if (code === 0) resolve();
        else
          reject(
            new Error(`${[program, ...words].join(' ')} ended with ${String(code)}: ${printed}`),
          );
      });
    });
  } finally {
    sampler?.stop();
  }
  const seconds = (performance.now() - startedAt) / 1000;
  return { seconds, sampled: sampler?.stop() ?? { cpuSeconds: 0, peakBytes: 0 } };
}
