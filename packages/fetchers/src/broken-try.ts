import { HubError, type HubErrorDetails } from './hub-error.ts';

/** A try that failed in a way that another may not; when no more are left, it becomes a `HubError`. */
export class BrokenTry extends Error {
  override readonly name = 'BrokenTry';
  readonly details: HubErrorDetails;
  /** What to do, once it has failed for good. */
  readonly advice: string;
  /** How long the server asks to wait. */
  readonly askedMs: number | undefined;

  /** @param reason what happened, as in `the connection broke (ECONNRESET)` */
  constructor(
    reason: string,
    failure: HubErrorDetails & { readonly advice: string; readonly askedMs?: number | undefined },
  ) {
    super(reason);
    const { advice, askedMs, ...details } = failure;
    this.details = details;
    this.advice = advice;
    this.askedMs = askedMs;
  }

  /** What the user sees of it. */
  toHubError(what: string, remark = ''): HubError {
    return new HubError(
      `Cannot fetch ${what}: ${this.message}${remark}. ${this.advice}`,
      this.details,
    );
  }
}
