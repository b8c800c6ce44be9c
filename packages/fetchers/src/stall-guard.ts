/** Thrown by a wait that brought nothing in time. */
export class StalledError extends Error {
  override readonly name = 'StalledError';
}

/**
 * Watches one exchange with a server: it ends when the caller aborts, and when a wait brings nothing for `stallMs`.
 * Only waits count, so that a slow reader is no stalled server.
 */
export class StallGuard {
  readonly #outer: AbortSignal | undefined;
  readonly #controller = new AbortController();
  readonly #stallMs: number;
  readonly #forward = (): void => {
    this.#end(this.#outer?.reason);
  };
  #interrupt: ((reason: unknown) => void) | undefined;

  constructor(stallMs: number, outer?: AbortSignal) {
    this.#stallMs = stallMs;
    this.#outer = outer;
    outer?.addEventListener('abort', this.#forward, { once: true });
    if (outer?.aborted === true) this.#forward();
  }

  /** For `fetch`, which closes the connection when it is aborted. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Waits for `work`, but not for ever, even where it does not heed the signal. */
  wait<T>(work: Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#end(new StalledError(`nothing came for ${String(this.#stallMs / 1000)} s`));
      }, this.#stallMs);
      const settle = (end: () => void): void => {
        clearTimeout(timer);
        this.#interrupt = undefined;
        end();
      };
      // A race with one promise that lives as long as the download would hold every chunk until its end.
      this.#interrupt = (reason) => {
        settle(() => {
          reject(toError(reason));
        });
      };
      if (this.signal.aborted) this.#interrupt(this.signal.reason);
      work.then(
        (value) => {
          settle(() => {
            resolve(value);
          });
        },
        (error: unknown) => {
          settle(() => {
            reject(toError(error));
          });
        },
      );
    });
  }

  /** Ends the exchange: a connection that is still open is closed. */
  close(): void {
    this.#outer?.removeEventListener('abort', this.#forward);
    this.#controller.abort();
  }

  #end(reason: unknown): void {
    this.#interrupt?.(reason);
    this.#controller.abort(reason);
  }
}

function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
