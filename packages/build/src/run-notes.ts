/** What a run notes of how it went, for its log: nothing that it writes else depends on it. */
export class RunNotes {
  readonly #notes = new Map<string, unknown>();

  /** Notes a value that JSON can hold, in place of an earlier one of that name. */
  note(name: string, value: unknown): void {
    this.#notes.set(name, value);
  }

  /** Does some work and notes how many milliseconds it took. */
  async time<T>(name: string, work: () => T | Promise<T>): Promise<T> {
    const startedAt = performance.now();
    try {
      return await work();
    } finally {
      this.note(name, Math.round(performance.now() - startedAt));
    }
  }

  all(): Record<string, unknown> {
    return Object.fromEntries(this.#notes);
  }
}
