import { mixWord } from './mix-word.ts';
import { rankKey, type RankPurpose } from './rank-key.ts';
import type { Words64 } from './words64.ts';

/** Tells the ranks of a corpus's rows, as `rankRows` has them, one by one: it holds nothing for a row. */
export class Ranking {
  readonly #prefixes: Words64;
  readonly #high: number;
  readonly #low: number;
  readonly #word = { high: new Uint32Array(1), low: new Uint32Array(1) };

  /** @param seed a whole number from 0 to 2^53 - 1; throws CorpusError for any other */
  constructor(
    prefixes: Words64,
    { seed, purpose }: { readonly seed: number; readonly purpose: RankPurpose },
  ) {
    const { high, low } = rankKey(seed, purpose);
    this.#prefixes = prefixes;
    this.#high = high;
    this.#low = low;
  }

  /** The upper 32 bits of a row's rank. */
  highOf(row: number): number {
    this.write(row, this.#word, 0);
    return this.#word.high[0] ?? 0;
  }

  /** The ranks of some rows, in their order. */
  ranksOf(rows: Uint32Array): Words64 {
    const ranks = { high: new Uint32Array(rows.length), low: new Uint32Array(rows.length) };
    for (let i = 0; i < rows.length; i += 1) this.write(rows[i] ?? 0, ranks, i);
    return ranks;
  }

  /** Writes a row's rank to the place `at`. */
  write(row: number, ranks: Words64, at: number): void {
    ranks.high[at] = (this.#prefixes.high[row] ?? 0) ^ this.#high;
    ranks.low[at] = (this.#prefixes.low[row] ?? 0) ^ this.#low;
    mixWord(ranks, at);
  }
}
