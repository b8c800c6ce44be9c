import { endianness } from 'node:os';

/** The first 8 bytes of digests, a number a digest: `high` is of bytes 0 to 3, `low` of bytes 4 to 7, both big-endian. */
export interface DigestPrefixes {
  readonly high: Uint32Array;
  readonly low: Uint32Array;
}

/** What a prefix takes in the form that `sortPrefixBytes` gives. */
export const PREFIX_BYTES = 8;

/** The prefixes in ascending order, 8 bytes each, as the digests begin with; repeats stay. */
export function sortPrefixBytes({ high, low }: DigestPrefixes): Buffer {
  if (high.length !== low.length) throw new Error('a prefix lacks one of its halves');
  const words = new BigUint64Array(high.length);
  const bytes = Buffer.from(words.buffer);
  for (const [index, half] of high.entries()) {
    bytes.writeUInt32BE(half, index * PREFIX_BYTES);
    bytes.writeUInt32BE(low[index] ?? 0, index * PREFIX_BYTES + 4);
  }
  // Sorted by the engine as machine words: a comparison in JavaScript takes ten times as long.
  swapToMachineOrder(bytes);
  words.sort();
  swapToMachineOrder(bytes);
  return bytes;
}

/** Puts bytes of `sortPrefixBytes` into the halves from the prefix number `start` on. */
export function fillPrefixes(prefixes: DigestPrefixes, bytes: Buffer, start: number): void {
  for (let index = 0; index * PREFIX_BYTES < bytes.length; index += 1) {
    prefixes.high[start + index] = bytes.readUInt32BE(index * PREFIX_BYTES);
    prefixes.low[start + index] = bytes.readUInt32BE(index * PREFIX_BYTES + 4);
  }
}

function swapToMachineOrder(bytes: Buffer): void {
  if (endianness() === 'LE') bytes.swap64();
}
