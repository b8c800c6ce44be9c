import { createHash } from 'node:crypto';

/** A file's bytes by range, so that they may be generated instead of held. */
export interface HubContent {
  readonly bytes: number;
  readonly sha256: string;
  /** Asked only of a file that is stored in git; in LFS it is the pointer that git names. */
  readonly gitOid: string;
  /** The bytes from `start` to `end` (exclusive), in pieces of any length. */
  read(start: number, end: number): Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

// So much at a time that a slow reader is felt early, as it is behind a real network.
const PIECE_BYTES = 64 * 1024;

/** A content that is held in memory. */
export function contentOf(content: string | Uint8Array): HubContent {
  const held = Buffer.from(content);
  return {
    bytes: held.length,
    sha256: createHash('sha256').update(held).digest('hex'),
    gitOid: createHash('sha1')
      .update(`blob ${String(held.length)}\0`)
      .update(held)
      .digest('hex'),
    *read(start, end) {
      for (let from = start; from < end; from += PIECE_BYTES) {
        yield held.subarray(from, Math.min(from + PIECE_BYTES, end));
      }
    },
  };
}
