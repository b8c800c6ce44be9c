/** A share of 0 to 1 as a percentage of up to ten decimals, as in `1.875%`: all that a balance counts in, so that nothing is rounded away. */
export function writeShare(share: number): string {
  return `${(100 * share).toFixed(10).replace(/\.?0+$/u, '')}%`;
}
