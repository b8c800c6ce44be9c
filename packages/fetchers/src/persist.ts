import { BrokenTry } from './broken-try.ts';
import { HubError } from './hub-error.ts';
import type { HubSession } from './hub-access.ts';

/** Something that may fail for a while. */
export interface PersistentTask<T> {
  /** What is fetched, for messages. */
  readonly what: string;
  /** One try; throws a `BrokenTry` where another may succeed. */
  run(): Promise<T>;
  /** Bytes that are there; only those beyond the most that counted so far are a gain. */
  gainedBytes?(): number;
}

const MOST_RETRIES = 5;
const FIRST_WAIT_MS = 500;
// The Hub counts requests in windows of five minutes: whoever waits twice that does not wait for a window.
const LONGEST_WAIT_MS = 10 * 60_000;
// A server that breaks off after every few bytes must not be asked for ever; one that brings a file piece by piece may.
const GAIN_BYTES = 1024 * 1024;

/**
 * Tries up to five times more, with longer and longer waits or those that the server asks for. A gain of 1 MiB begins
 * the count anew. Throws a `HubError` when it gives up, and the signal's reason when it is aborted.
 */
export async function persist<T>(session: HubSession, task: PersistentTask<T>): Promise<T> {
  let failures = 0;
  let gainedBytes = task.gainedBytes?.() ?? 0;
  for (;;) {
    session.signal?.throwIfAborted();
    try {
      return await task.run();
    } catch (error) {
      session.signal?.throwIfAborted();
      if (!(error instanceof BrokenTry)) throw error;
      const bytes = task.gainedBytes?.() ?? 0;
      if (bytes - gainedBytes >= GAIN_BYTES) {
        failures = 0;
        gainedBytes = bytes;
      }
      failures += 1;
      await waitForTry(session, { what: task.what, error, attempt: failures });
    }
  }
}

interface FailedTry {
  readonly what: string;
  readonly error: BrokenTry;
  readonly attempt: number;
}

async function waitForTry(session: HubSession, { what, error, attempt }: FailedTry): Promise<void> {
  const { askedMs } = error;
  if (askedMs !== undefined && askedMs > LONGEST_WAIT_MS) throw tooLong(session, what, error);
  if (attempt > MOST_RETRIES) throw error.toHubError(what, ` (${String(attempt)} tries)`);
  const waitMs = waitBeforeTry(session, attempt, askedMs);
  session.onRetry?.({ what, reason: error.message, waitMs, attempt });
  try {
    await session.sleep(waitMs, session.signal);
  } finally {
    session.signal?.throwIfAborted();
  }
}

/** Half of a wait is left to chance, so that those who failed together do not come back together. */
function waitBeforeTry({ random }: HubSession, attempt: number, askedMs?: number): number {
  if (askedMs !== undefined) return Math.round(askedMs + random() * FIRST_WAIT_MS);
  const fullMs = FIRST_WAIT_MS * 2 ** attempt;
  return Math.round((fullMs / 2) * (1 + random()));
}

function tooLong({ now }: HubSession, what: string, error: BrokenTry): HubError {
  const again = new Date(now().getTime() + (error.askedMs ?? 0));
  return new HubError(
    `Cannot fetch ${what}: ${error.message}, and asks to wait longer than ${String(LONGEST_WAIT_MS / 60_000)} minutes. Run again after ${describeDate(again)}.`,
    error.details,
  );
}

function describeDate(date: Date): string {
  return Number.isNaN(date.getTime()) ? 'a very long time' : date.toISOString();
}
