import { CorpusError, UsageError } from '@llamaforge/schema';
import { runCommandLine } from './command-line.ts';

/** Runs one command line and gives its exit code: 0 done, 1 for the user to fix, 2 usage, 70 a bug, 130 interrupted. */
export async function runLlamaforge(words: readonly string[]): Promise<number> {
  const interruption = new AbortController();
  const interrupt = (): void => {
    interruption.abort();
  };
  // Once: a second Ctrl-C ends the process at once, which a rerun survives as it does a kill.
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  // A reader that has seen enough (`| head`) is no failure of ours.
  process.stdout.once('error', (error) => {
    interruption.abort(error);
  });
  try {
    await runCommandLine(words, {
      signal: interruption.signal,
      workingFolder: process.cwd(),
      now: () => new Date(),
    });
    return 0;
  } catch (error) {
    return explainError(error, interruption.signal);
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

function isClosedPipe(reason: unknown): boolean {
  return reason instanceof Error && 'code' in reason && reason.code === 'EPIPE';
}

/** What the operating system does not let us do is for the user to mend, wherever it comes up. */
function isSystemRefusal(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error && 'path' in error;
}

function explainError(error: unknown, signal: AbortSignal): number {
  if (isClosedPipe(signal.reason)) return 0;
  if (signal.reason instanceof Error && 'code' in signal.reason && 'syscall' in signal.reason) {
    console.error(`Cannot write to standard output: ${signal.reason.message}.`);
    return 1;
  }
  if (signal.aborted) {
    console.error(
      'Interrupted: nothing is left half-written, and what stood before stands as it was.',
    );
    return 130;
  }
  if (error instanceof UsageError) {
    console.error(`llamaforge: ${error.message}`);
    return 2;
  }
  if (error instanceof CorpusError) {
    console.error(error.message);
    return 1;
  }
  if (isSystemRefusal(error)) {
    console.error(`${error.message}. Check that the path exists and that you may use it.`);
    return 1;
  }
  console.error('This is a bug in llamaforge:', error);
  return 70;
}
