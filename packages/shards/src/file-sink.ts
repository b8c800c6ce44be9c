import { createHash } from 'node:crypto';
import { writeSync } from 'node:fs';
import { writeErrorOf } from '@llamaforge/schema';
import { writeFully } from './write-fully.ts';
import type { WriteThread } from './write-thread.ts';

/** A file that is open for writing, and where its next byte goes. */
interface OpenFile {
  readonly path: string;
  readonly descriptor: number;
  readonly position: number;
}

/** Takes the bytes of one file, in their order; each failure is a `FileAccessError`. */
export interface FileSink {
  /** Takes bytes that can be changed at once. */
  write(bytes: Uint8Array): void;
  /** The SHA-256 (hex) of all bytes, when the system has them; once, and nothing may follow. */
  digest(): string;
  /** Comes back when the file is no longer written to, whatever has failed: then it can be closed. */
  quiesce(): void;
}

/** Writes at each call, on the caller's thread. */
export function directSink({ path, descriptor, position }: OpenFile): FileSink {
  const hash = createHash('sha256');
  let end = position;
  return {
    write(bytes) {
      try {
        writeFully(bytes, (rest) => {
          const written = writeSync(descriptor, rest, 0, rest.length, end);
          end += written;
          return written;
        });
      } catch (error) {
        throw writeErrorOf(error, path);
      }
      hash.update(bytes);
    },
    digest: () => hash.digest('hex'),
    quiesce: () => undefined,
  };
}

/** Has a thread write, which others may share; a failure shows in a later call. */
export function threadSink(
  thread: WriteThread,
  { path, descriptor, position }: OpenFile,
): FileSink {
  const file = { path, descriptor, isHashed: true };
  let end = position;
  return {
    write(bytes) {
      thread.write(file, end, bytes);
      end += bytes.length;
    },
    digest: () => thread.digest(file),
    quiesce: () => {
      thread.quiesce();
    },
  };
}
