/** A whole that is divided, and its parts as numerators over one denominator. */
export interface Division {
  readonly whole: bigint;
  readonly numerators: readonly bigint[];
  /** Above 0. */
  readonly denominator: bigint;
}

/**
 * `whole` times each part, in whole numbers that differ from the exact ones by less than 1 and sum to their sum, rounded:
 * the largest remainders are rounded up, of equal ones the earlier.
 */
export function largestRemainder({ whole, numerators, denominator }: Division): bigint[] {
  const parts = numerators.map((numerator, index) => ({
    index,
    floor: (whole * numerator) / denominator,
    remainder: (whole * numerator) % denominator,
  }));
  const exact = numerators.reduce((sum, numerator) => sum + whole * numerator, 0n);
  const rounded = (2n * exact + denominator) / (2n * denominator);
  const missing = rounded - parts.reduce((sum, { floor }) => sum + floor, 0n);
  const raised = new Set(
    parts
      .toSorted((one, other) => compare(other.remainder, one.remainder) || one.index - other.index)
      .slice(0, Number(missing))
      .map(({ index }) => index),
  );
  return parts.map(({ index, floor }) => (raised.has(index) ? floor + 1n : floor));
}

function compare(one: bigint, other: bigint): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
