import { ConfigurationError } from '@llamaforge/schema';
import { largestRemainder } from './largest-remainder.ts';
import { readWeight, type Fraction, type ProfileWeight } from './profile-weight.ts';

/** What a bucket is to have, as a profile writes it, and how many rows there are for it. */
export interface BucketDemand {
  readonly bucket: string;
  /** `0.45`, `"30%"` or `"5000 rows"`. */
  readonly asked: number | string;
  readonly available: number;
}

/** Rows that a bucket is to have, and that it can have once the rest of others was passed on. */
export interface Quota {
  readonly wanted: number;
  readonly got: number;
}

/**
 * A bucket's rows each, exactly: counts as asked, shares of `maxTotal`, and weights over what is left by largest
 * remainder, so that with a weight all `wanted` sum to `maxTotal`. What a bucket lacks goes to those with a weight that have more
 * rows, by weight, until `maxTotal` is there or nothing is left. Throws ConfigurationError where counts and shares alone exceed
 * `maxTotal`.
 */
export function fillQuotas(demands: readonly BucketDemand[], maxTotal: number): Quota[] {
  const weights = demands.map(({ asked }) => knownWeight(asked));
  const total = BigInt(maxTotal);
  const fixed = fixedRows(weights, total);
  const taken = sum(fixed);
  if (taken > total) throw overfull(demands, { weights, fixed, maxTotal });
  const available = demands.map((demand) => BigInt(demand.available));
  const gotFixed = fixed.map((rows, index) => lesser(rows, available[index] ?? 0n));
  const parts = commonParts(weights);
  const wanted = byWeight(parts, total - taken);
  const got = withinSupply(parts, { available, rows: total - sum(gotFixed) });
  return weights.map(({ kind }, index) => {
    const [rows, filled] = kind === 'weight' ? [wanted, got] : [fixed, gotFixed];
    return { wanted: Number(rows[index] ?? 0n), got: Number(filled[index] ?? 0n) };
  });
}

function knownWeight(asked: number | string): ProfileWeight {
  const weight = readWeight(asked);
  if (weight === undefined) throw new RangeError(`${String(asked)} is no weight, share or count`);
  return weight;
}

/** The rows of counts and shares; 0 for weights. Shares are rounded together, so that those of 100 % sum to all. */
function fixedRows(weights: readonly ProfileWeight[], total: bigint): bigint[] {
  const { numerators, denominator } = onOneDenominator(
    weights.map((weight) => (weight.kind === 'share' ? weight.part : nothing)),
  );
  const shares = largestRemainder({ whole: total, numerators, denominator });
  return weights.map((weight, index) =>
    weight.kind === 'rows' ? weight.rows : (shares[index] ?? 0n),
  );
}

const nothing: Fraction = { numerator: 0n, denominator: 1n };

/** Weights as whole numbers in the same proportion; 0 for counts and shares. */
function commonParts(weights: readonly ProfileWeight[]): readonly bigint[] {
  return onOneDenominator(
    weights.map((weight) => (weight.kind === 'weight' ? weight.part : nothing)),
  ).numerators;
}

function onOneDenominator(fractions: readonly Fraction[]): {
  readonly numerators: readonly bigint[];
  readonly denominator: bigint;
} {
  // Denominators are powers of ten, so the largest is a multiple of all.
  const denominator = fractions.reduce(
    (largest, fraction) => (fraction.denominator > largest ? fraction.denominator : largest),
    1n,
  );
  const numerators = fractions.map(
    (fraction) => fraction.numerator * (denominator / fraction.denominator),
  );
  return { numerators, denominator };
}

function byWeight(parts: readonly bigint[], rows: bigint): bigint[] {
  const whole = sum(parts);
  return whole === 0n
    ? parts.map(() => 0n)
    : largestRemainder({ whole: rows, numerators: parts, denominator: whole });
}

interface Supply {
  readonly available: readonly bigint[];
  readonly rows: bigint;
}

/**
 * `rows` by weight, none above what is available. A bucket that has no more than its exact part gives all; that leaves no
 * less for each of the others, so it holds for good, and where none is left that does, rounding cannot ask too much.
 */
function withinSupply(parts: readonly bigint[], { available, rows }: Supply): bigint[] {
  const open = sum(parts);
  const drained = parts.map(
    (part, index) => part > 0n && (available[index] ?? 0n) * open <= rows * part,
  );
  if (!drained.includes(true)) return byWeight(parts, rows);
  const given = available.map((there, index) => (drained[index] === true ? there : 0n));
  const others = parts.map((part, index) => (drained[index] === true ? 0n : part));
  const rest = withinSupply(others, { available, rows: rows - sum(given) });
  return given.map((there, index) => there + (rest[index] ?? 0n));
}

interface Overfull {
  readonly weights: readonly ProfileWeight[];
  readonly fixed: readonly bigint[];
  readonly maxTotal: number;
}

function overfull(
  demands: readonly BucketDemand[],
  { weights, fixed, maxTotal }: Overfull,
): ConfigurationError {
  const asked = demands.flatMap(({ bucket, asked: text }, index) =>
    weights[index]?.kind === 'weight'
      ? []
      : [
          `weights.${bucket}: ${String(text).trim()}${weights[index]?.kind === 'share' ? `, ${rowsOf(fixed[index])}` : ''}`,
        ],
  );
  return new ConfigurationError(
    `Shares and counts ask for ${rowsOf(sum(fixed))}, and the mix is to have ${rowsOf(BigInt(maxTotal))}; lower them or raise --max-total`,
    asked,
  );
}

function rowsOf(count = 0n): string {
  return `${count.toLocaleString('en-US')} rows`;
}

function lesser(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}

function sum(numbers: readonly bigint[]): bigint {
  return numbers.reduce((total, number) => total + number, 0n);
}
