import { Worker } from 'node:worker_threads';
import { type Reading } from '../read-chunks.ts';
import { translateReadErrors } from '../translate-read-errors.ts';
import { type WalkOrder, type WalkPlan, type WalkReport } from './walk-plan.ts';
import { type FileRange } from './walk-range.ts';
import { addWalkSums, type WalkSums } from './walk-sums.ts';

/** Gives out the parts that are to be walked, and takes how many lines each had. */
export interface RangeQueue {
  take(): FileRange | undefined;
  finish(range: FileRange, lines: number): void;
}

/** Walks all parts by so many threads, each taking the next part when it is done with one; the first failure ends all. */
export async function walkByThreads(
  ranges: RangeQueue,
  { plan, threads }: { readonly plan: WalkPlan; readonly threads: number },
  { signal }: Reading,
): Promise<WalkSums> {
  const failure = new AbortController();
  const either = AbortSignal.any([signal, failure.signal]);
  const walks = Array.from({ length: threads }, async () => {
    try {
      return await runThread(ranges, plan, either);
    } catch (error) {
      failure.abort(error);
      throw error;
    }
  });
  const outcomes = await Promise.allSettled(walks);
  either.throwIfAborted();
  return addWalkSums(
    outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : [])),
  );
}

async function runThread(
  ranges: RangeQueue,
  plan: WalkPlan,
  signal: AbortSignal,
): Promise<WalkSums> {
  signal.throwIfAborted();
  // Not the arguments of a test runner, which would have the thread read sources.
  const thread = new Worker(entry(), { execArgv: [] });
  const tell = (order: WalkOrder): void => {
    thread.postMessage(order);
  };
  try {
    tell({ kind: 'begin', plan });
    for (let range = ranges.take(); range !== undefined; range = ranges.take()) {
      tell({ kind: 'walk', range });
      const report = await nextReport(thread, signal);
      if (report.kind === 'walked') ranges.finish(range, report.lines);
    }
    tell({ kind: 'finish' });
    const report = await nextReport(thread, signal);
    if (report.kind === 'finished') return report.sums;
    throw new Error(`a thread of the walk said ${report.kind} in the end`);
  } finally {
    await thread.terminate();
  }
}

/** Threads run what is built, also where tests run the sources: Node 20 reads no TypeScript. */
function entry(): URL {
  const isSource = import.meta.url.endsWith('.ts');
  return new URL(
    isSource ? '../../dist/report/walk-thread.js' : './walk-thread.js',
    import.meta.url,
  );
}

/** What a thread says next; rejected where it could not read a file, died, or is no longer to be waited for. */
async function nextReport(thread: Worker, signal: AbortSignal): Promise<WalkReport> {
  let onAbort: () => void = () => undefined;
  try {
    const report = await new Promise<WalkReport>((resolve, reject) => {
      onAbort = () => {
        reject(reasonOf(signal));
      };
      thread.once('message', resolve);
      thread.once('error', reject);
      thread.once('exit', (code) => {
        reject(new Error(`a thread of the walk ended with code ${String(code)}`));
      });
      signal.addEventListener('abort', onAbort);
      if (signal.aborted) onAbort();
    });
    if (report.kind === 'failed') await refuse(report);
    return report;
  } finally {
    signal.removeEventListener('abort', onAbort);
    for (const event of ['message', 'error', 'exit']) thread.removeAllListeners(event);
  }
}

function reasonOf({ reason }: AbortSignal): Error {
  return reason instanceof Error ? reason : new Error('the walk was ended', { cause: reason });
}

/** Throws the FileAccessError of what a thread met: as a message it would be a mere Error. */
function refuse({ path, code }: Extract<WalkReport, { kind: 'failed' }>): Promise<never> {
  return translateReadErrors(path, () => {
    throw Object.assign(new Error(code), { code });
  });
}
