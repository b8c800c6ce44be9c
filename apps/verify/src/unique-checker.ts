import { judgeTally, type Check } from './check.ts';
import { type LinePlaces } from './line-places.ts';
import { ProblemTally } from './problem-tally.ts';
import { type CheckedRow } from './row-checker.ts';
import { type RowObserver } from './row-observer.ts';

/** Finds every row whose digest an earlier row has, over all files. */
export class UniqueChecker implements RowObserver {
  readonly name = 'unique';
  readonly #places: LinePlaces;
  readonly #problems = new ProblemTally();

  constructor(places: LinePlaces) {
    this.#places = places;
  }

  checkRow({ line, holder }: CheckedRow): void {
    if (holder === 0) return;
    const places = this.#places;
    this.#problems.add(
      () => `${places.describe(line)}: has the digest of ${places.describe(holder)}`,
    );
  }

  judge(): Check {
    return judgeTally(this.name, this.#problems);
  }
}
