/**
 * How long a server asks to wait before the next request: `Retry-After` (seconds or a date), else the `t` of a
 * `RateLimit` that has run out (`"api";r=0;t=55`). Undefined where it asks for nothing.
 */
export function askedWaitMs(headers: Headers, now: Date): number | undefined {
  const retryAfter = headers.get('retry-after')?.trim();
  if (retryAfter !== undefined) {
    if (/^\d+(?:\.\d+)?$/u.test(retryAfter)) return Number(retryAfter) * 1000;
    const at = Date.parse(retryAfter);
    if (!Number.isNaN(at)) return Math.max(0, at - now.getTime());
  }
  return longestReset(headers.get('ratelimit') ?? '');
}

/** Of several limits the one that lasts longest; those with requests left are none. */
function longestReset(limits: string): number | undefined {
  const waits = limits.split(',').flatMap((limit) => {
    const left = /;\s*r=(\d+)/u.exec(limit)?.[1];
    const seconds = /;\s*t=(\d+)/u.exec(limit)?.[1];
    return seconds === undefined || (left !== undefined && Number(left) > 0)
      ? []
      : [Number(seconds) * 1000];
  });
  return waits.length === 0 ? undefined : Math.max(...waits);
}
