import type { FetchContext } from './fetch-options.ts';

/**
 * Whether the Hub answers at all. Where it never did and one source has tried long enough, the others need not: what
 * they ask fails at once, and they do not wait before they try again.
 */
export class Reachability {
  #answered = false;
  #isDown = false;
  #failure: unknown;

  /** Notes that a source gave up because nothing could be reached. */
  giveUp(): void {
    this.#isDown = !this.#answered;
  }

  /** The context, watched. */
  watch(context: FetchContext): FetchContext {
    return {
      ...context,
      fetch: async (...request) => {
        if (this.#isDown) throw this.#failure;
        try {
          const response = await context.fetch(...request);
          this.#answered = true;
          return response;
        } catch (error) {
          this.#failure = error;
          throw error;
        }
      },
      sleep: async (ms, signal) => {
        if (!this.#isDown) await context.sleep(ms, signal);
      },
      onNote: (note) => {
        if (!this.#isDown) context.onNote?.(note);
      },
    };
  }
}
