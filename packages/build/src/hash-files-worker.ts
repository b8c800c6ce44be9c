// The entry of the thread that hashes input files beside a merge; it loads nothing of ours, so that it starts at once.
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';

/** What it tells of a file, in the order in which it got their paths. */
export type HashReport =
  | { readonly kind: 'hashed'; readonly sha256: string }
  | { readonly kind: 'refused'; readonly message: string; readonly code: string };

const pieceBytes = 1024 * 1024;

function sha256Of(path: string): string {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafeSlow(pieceBytes);
  const file = openSync(path, 'r');
  try {
    for (let read = readSync(file, piece); read > 0; read = readSync(file, piece)) {
      hash.update(piece.subarray(0, read));
    }
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}

function reportOf(path: string): HashReport {
  try {
    return { kind: 'hashed', sha256: sha256Of(path) };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return { kind: 'refused', message: error.message, code: String(error.code) };
  }
}

const port = parentPort;
if (port === null) throw new Error('hash-files-worker is the entry of a worker thread');
port.on('message', (path: string) => {
  port.postMessage(reportOf(path));
});
