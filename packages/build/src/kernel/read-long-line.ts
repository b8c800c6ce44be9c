import { readErrorOf } from '@llamaforge/schema';
import { longestRowBytes } from '@llamaforge/shards';
import { closeSync, openSync, readSync } from 'node:fs';
import { BeyondKernelError } from './beyond-kernel-error.ts';

const lineFeed = 0x0a;
const pieceBytes = 1024 * 1024;

/** The line that begins at a byte of a file, without its line feed; throws BeyondKernelError where it is longer than any row may be. */
export function readLongLine(path: string, start: number): Buffer {
  try {
    const descriptor = openSync(path, 'r');
    try {
      return readPieces(descriptor, start);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw error instanceof BeyondKernelError ? error : readErrorOf(error, path);
  }
}

function readPieces(descriptor: number, start: number): Buffer {
  const pieces: Buffer[] = [];
  let position = start;
  for (;;) {
    const piece = Buffer.allocUnsafe(pieceBytes);
    const read = readSync(descriptor, piece, 0, pieceBytes, position);
    const filled = piece.subarray(0, read);
    const feed = filled.indexOf(lineFeed);
    pieces.push(feed === -1 ? filled : filled.subarray(0, feed));
    if (feed !== -1 || read === 0) return Buffer.concat(pieces);
    position += read;
    if (position - start > longestRowBytes) throw new BeyondKernelError('a line is too long');
  }
}
