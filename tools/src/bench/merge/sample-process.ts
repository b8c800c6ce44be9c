import { readdirSync, readFileSync } from 'node:fs';
import { parseProcessFigures, type ProcessFigures } from './process-figures.ts';

const sampleMs = 20;

/** The most that was seen; `stop` ends the sampling. */
export interface ProcessSampler {
  readonly stop: () => { readonly cpuSeconds: number; readonly peakBytes: number };
}

/**
 * Watches a process and all below it through `/proc`, for where there is no GNU time. What they use after the last
 * sample, 20 ms at most, is not seen; memory is that of the largest process, as GNU time tells it.
 */
export function sampleProcess(pid: number): ProcessSampler {
  let cpuSeconds = 0;
  let peakBytes = 0;
  const sample = (): void => {
    const tree = readTree(pid);
    // Those that have ended are in what their parent has waited for; between the two a sum may be smaller.
    cpuSeconds = Math.max(
      cpuSeconds,
      tree.reduce((sum, figures) => sum + figures.cpuSeconds, 0),
    );
    peakBytes = Math.max(peakBytes, ...tree.map((figures) => figures.peakBytes));
  };
  sample();
  const timer = setInterval(sample, sampleMs);
  return {
    stop: () => {
      clearInterval(timer);
      return { cpuSeconds, peakBytes };
    },
  };
}

function readTree(root: number): readonly ProcessFigures[] {
  const all = new Map<number, ProcessFigures>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/u.test(name)) continue;
    const figures = readFigures(Number(name));
    if (figures !== undefined) all.set(Number(name), figures);
  }
  const belongs = (pid: number): boolean => {
    if (pid === root) return true;
    const parent = all.get(pid)?.parent;
    return parent !== undefined && parent !== pid && belongs(parent);
  };
  return [...all].filter(([pid]) => belongs(pid)).map(([, figures]) => figures);
}

function readFigures(pid: number): ProcessFigures | undefined {
  try {
    const read = (name: string): string => readFileSync(`/proc/${String(pid)}/${name}`, 'utf8');
    return parseProcessFigures(read('stat'), read('status'));
  } catch {
    // It has ended since its folder was listed.
    return undefined;
  }
}
