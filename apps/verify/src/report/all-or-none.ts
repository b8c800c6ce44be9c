import { type Reading } from '../read-chunks.ts';

/**
 * Runs readings beside one another and gives what all of them found; the first that fails, or the signal, ends the
 * others, and is thrown once none of them runs.
 */
export async function allOrNone<Found extends readonly unknown[]>(
  reading: Reading,
  begin: (together: Reading) => { readonly [Index in keyof Found]: Promise<Found[Index]> },
): Promise<Found> {
  const failure = new AbortController();
  const signal = AbortSignal.any([reading.signal, failure.signal]);
  const all = begin({ ...reading, signal });
  try {
    return await Promise.all(all);
  } catch (error) {
    failure.abort(error);
    await Promise.allSettled(all);
    throw error;
  }
}
