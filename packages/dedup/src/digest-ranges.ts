import type Database from 'better-sqlite3';

/** A whole SHA-1 digest. */
export const DIGEST_BYTES = 20;

/** Digests from `from` up to, but not including, `to`; as the parameters of a statement. */
export interface DigestRange {
  readonly from: Buffer;
  readonly to: Buffer;
}

// A row takes 32 bytes and more, and SHA-1 spreads rows evenly: at most some 64k rows a range.
const RANGE_BYTES = 2 ** 21;

const aboveAllDigests = Buffer.alloc(DIGEST_BYTES + 1, 0xff);

/** All digests in ranges, so many that a table of this database has at most some 64k rows in each. */
export function readDigestRanges(database: Database.Database): DigestRange[] {
  const bytes = ['page_count', 'page_size']
    .map((name) => Number(database.pragma(name, { simple: true })))
    .reduce((product, factor) => product * factor);
  const count = Math.ceil(bytes / RANGE_BYTES);
  const edges = Array.from({ length: count }, (_, index) => {
    const edge = Buffer.alloc(4);
    edge.writeUInt32BE(Math.floor((index / count) * 2 ** 32));
    return edge;
  });
  return edges.map((from, index) => ({ from, to: edges[index + 1] ?? aboveAllDigests }));
}
