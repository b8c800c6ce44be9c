/** How many sentences a check keeps: enough to see a pattern, bounded for a file where every row is wrong. */
export const MOST_EXAMPLES = 100;

/** Counts what one check finds wrong and keeps the first sentences about it. */
export class ProblemTally {
  readonly #authority: string;
  #count = 0;
  readonly #examples: string[] = [];

  /** @param authority who states the figures that are compared */
  constructor(authority = 'the manifest') {
    this.#authority = authority;
  }

  get count(): number {
    return this.#count;
  }

  get examples(): readonly string[] {
    return this.#examples;
  }

  /** Counts a problem; its sentence is made only where it will be kept. */
  add(sentence: () => string): void {
    this.#count += 1;
    if (this.#examples.length < MOST_EXAMPLES) this.#examples.push(sentence());
  }

  /** Counts a problem where two figures that must be the same are not. */
  compare(what: string, figures: { readonly stated: Figure; readonly found: Figure }): void {
    if (figures.stated === figures.found) return;
    this.add(
      () =>
        `${what}: ${this.#authority} says ${String(figures.stated)}, found ${String(figures.found)}`,
    );
  }
}

type Figure = number | string | null;
