import { createHash } from 'node:crypto';
import { judgeTally, type Check } from './check.ts';
import { type LinePlaces } from './line-places.ts';
import { ProblemTally } from './problem-tally.ts';
import { type CheckedRow } from './row-checker.ts';
import { type RowObserver } from './row-observer.ts';

const LINES_PER_BLOCK = 1 << 16;

/**
 * Lets the rows of a curriculum repeat as often as its manifest says: each a copy of an earlier row, byte for byte, and
 * none of a row that is set aside. Holds 4 bytes a line, of a hash over all of it: the digest does not see a row's
 * category and source.
 */
export class RepeatChecker implements RowObserver {
  readonly name = 'unique';
  readonly #places: LinePlaces;
  readonly #stated: number;
  readonly #problems = new ProblemTally();
  readonly #sums: Uint32Array[] = [];
  #repeated = 0;

  /** @param stated how many rows repeat an earlier one, as the manifest says */
  constructor(places: LinePlaces, stated: number) {
    this.#places = places;
    this.#stated = stated;
  }

  checkRow({ line, holder, text }: CheckedRow): void {
    const sum = createHash('sha1').update(text).digest().readUInt32LE(0);
    this.#hold(line, sum);
    if (holder === 0) return;
    const places = this.#places;
    if (places.roleOf(holder) === 'validation') {
      this.#problems.add(
        () =>
          `${places.describe(line)}: has the digest of ${places.describe(holder)}, which is set aside`,
      );
      return;
    }
    this.#repeated += 1;
    if (sum === this.#sumOf(holder)) return;
    this.#problems.add(
      () =>
        `${places.describe(line)}: has the digest of ${places.describe(holder)}, but is no copy`,
    );
  }

  judge(): Check {
    const figures = { stated: this.#stated, found: this.#repeated };
    this.#problems.compare('rows that repeat an earlier one', figures);
    return judgeTally(this.name, this.#problems);
  }

  #hold(line: number, sum: number): void {
    const index = Math.floor(line / LINES_PER_BLOCK);
    while (this.#sums.length <= index) this.#sums.push(new Uint32Array(LINES_PER_BLOCK));
    const block = this.#sums[index];
    if (block !== undefined) block[line % LINES_PER_BLOCK] = sum;
  }

  #sumOf(line: number): number | undefined {
    return this.#sums[Math.floor(line / LINES_PER_BLOCK)]?.[line % LINES_PER_BLOCK];
  }
}
