import type Database from 'better-sqlite3';
import { DIGEST_BYTES } from './digest-ranges.ts';

const DIGESTS_A_STATEMENT = 500;

/** The kept digests of the generations that stood when it was made; a generation that is being filled stays out. */
export class OldDigests {
  readonly #asked = Buffer.alloc(DIGESTS_A_STATEMENT * DIGEST_BYTES);
  /** views of `#asked`, one a digest */
  readonly #parameters: readonly Buffer[];
  readonly #find: Database.Statement<[readonly Buffer[]], number>;

  constructor(database: Database.Database) {
    const tiers = database.prepare<[], number>('SELECT tier FROM tier').pluck().all();
    this.#parameters = Array.from({ length: DIGESTS_A_STATEMENT }, (_, index) =>
      this.#asked.subarray(index * DIGEST_BYTES, (index + 1) * DIGEST_BYTES),
    );
    this.#find = database
      .prepare<[readonly Buffer[]], number>(positionsUpTo(Math.max(-1, ...tiers)))
      .pluck();
  }

  /** For each of `count` digests, 20 bytes each, 1 where a row is kept under it, else 0; far faster where they ascend. */
  find(digests: Uint8Array, count: number): Uint8Array {
    if (digests.length < count * DIGEST_BYTES) {
      throw new Error(`there are fewer than ${String(count)} digests`);
    }
    const found = new Uint8Array(count);
    for (let start = 0; start < count; start += DIGESTS_A_STATEMENT) {
      const end = Math.min(start + DIGESTS_A_STATEMENT, count);
      this.#asked.set(digests.subarray(start * DIGEST_BYTES, end * DIGEST_BYTES));
      for (const position of this.#find.all(this.#parameters)) {
        // Behind the last digest the statement asks again for some that were asked before.
        if (start + position < end) found[start + position] = 1;
      }
    }
    return found;
  }
}

/** Which of the digests a tier up to `lastTier` holds, as their positions; CROSS JOIN holds SQLite to one seek a tier. */
function positionsUpTo(lastTier: number): string {
  const asked = Array.from({ length: DIGESTS_A_STATEMENT }, (_, index) => `(${String(index)}, ?)`);
  return `
    WITH asked (position, digest) AS (VALUES ${asked.join(', ')})
    SELECT position FROM asked CROSS JOIN tier t CROSS JOIN kept_row k
    ON t.tier <= ${String(lastTier)} AND k.tier = t.tier AND k.digest = asked.digest`;
}
