/** A share of 0 to 1 as a percentage of up to four decimals, as in `1.875%`. */
export function writeShare(share: number): string {
  return `${String(Number((100 * share).toFixed(4)))}%`;
}
