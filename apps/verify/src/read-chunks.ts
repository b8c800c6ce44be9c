import { open, stat } from 'node:fs/promises';
import { translateReadErrors } from './translate-read-errors.ts';

const CHUNK_BYTES = 1024 * 1024;

/** How far a reading has come; `rows` is 0 where a file is only hashed. */
export interface Progress {
  readonly what: string;
  readonly bytesDone: number;
  readonly bytesTotal: number;
  readonly rows: number;
}

/** What every reading of files is given: when to stop, and whom to tell how far it is. */
export interface Reading {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** A file's bytes in order, each chunk valid until the next is asked for; throws FileAccessError, or the signal's reason. */
export async function* readChunks(
  path: string,
  { signal }: Pick<Reading, 'signal'>,
): AsyncGenerator<{ readonly chunk: Buffer; readonly bytesTotal: number }> {
  const bytesTotal = await translateReadErrors(path, () => readSize(path));
  const handle = await translateReadErrors(path, () => open(path));
  try {
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    for (;;) {
      signal.throwIfAborted();
      const { bytesRead } = await translateReadErrors(path, () =>
        handle.read(buffer, 0, CHUNK_BYTES),
      );
      if (bytesRead === 0) return;
      yield { chunk: buffer.subarray(0, bytesRead), bytesTotal };
    }
  } finally {
    await handle.close();
  }
}

async function readSize(path: string): Promise<number> {
  const status = await stat(path);
  // Opening a pipe would wait for ever; a folder fails with this code when it is read.
  if (!status.isFile()) throw Object.assign(new Error('not a file'), { code: 'EISDIR' });
  return status.size;
}
