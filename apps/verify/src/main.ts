import { CorpusError } from '@llamaforge/schema';
import { runCommandLine } from './command-line.ts';
import { ProgressLine } from './progress-line.ts';
import { type Progress } from './read-chunks.ts';
import { UsageError } from './usage-error.ts';

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // Once: a second Ctrl-C ends the process at once, whatever it waits for.
  process.once(signal, () => {
    interruption.abort();
  });
}
// A reader that has seen enough (`| head`) is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const progressLine = new ProgressLine({
  write: (text) => process.stderr.write(text),
  nowMs: () => performance.now(),
});

process.exitCode = await run(process.argv.slice(2));

async function run(words: readonly string[]): Promise<number> {
  const onProgress = (progress: Progress): void => {
    if (process.stderr.isTTY) progressLine.update(progress);
  };
  try {
    const { text, failed } = await runCommandLine(words, {
      signal: interruption.signal,
      onProgress,
    });
    progressLine.clear();
    process.stdout.write(text);
    return failed ? 1 : 0;
  } catch (error) {
    progressLine.clear();
    return explain(error);
  }
}

/** Prints what went wrong, and gives the exit code for it. */
function explain(error: unknown): number {
  if (interruption.signal.aborted) {
    console.error('Interrupted. Nothing was changed.');
    return 130;
  }
  if (error instanceof UsageError) {
    console.error(error.message);
    return 2;
  }
  if (error instanceof CorpusError) {
    console.error(error.message);
    return 1;
  }
  console.error(error);
  console.error('This is a bug in llamaforge-verify. Please report it with the lines above.');
  return 70;
}
