import { createHash } from 'node:crypto';
import { judgeTally, type Check } from './check.ts';
import { DigestSet } from './digest-set.ts';
import { type LinePlaces } from './line-places.ts';
import { ProblemTally } from './problem-tally.ts';
import { type CheckedRow } from './row-checker.ts';
import { type RowObserver } from './row-observer.ts';

/**
 * Finds rows of the corpus that ask what a row set aside asks: equal instruction and input. Holds the digests of the
 * prompts set aside alone, 26 to 28 bytes each, and so has to see these rows first.
 */
export class SideChecker implements RowObserver {
  readonly name = 'validation_prompts';
  readonly #places: LinePlaces;
  readonly #problems = new ProblemTally();
  readonly #prompts = new DigestSet();
  readonly #lines: number[] = [];

  constructor(places: LinePlaces) {
    this.#places = places;
  }

  checkRow({ line, values }: CheckedRow): void {
    const prompt = JSON.stringify([values.instruction, values.input]);
    const digest = createHash('sha1').update(prompt).digest();
    if (this.#places.roleOf(line) === 'validation') {
      this.#prompts.add(digest);
      this.#lines.push(line);
      return;
    }
    const place = this.#prompts.holderOf(digest);
    if (place === 0) return;
    const holder = this.#lines[place - 1] ?? 0;
    this.#problems.add(
      () =>
        `${this.#places.describe(line)}: has the instruction and input of ${this.#places.describe(holder)}`,
    );
  }

  judge(): Check {
    return judgeTally(this.name, this.#problems);
  }
}
