import { WHOLE, type ShareBounds } from './share-bounds.ts';

/**
 * The largest total T for which whole counts exist that sum to T, each at least its lowest share of T, at most its
 * highest, and at most its rows; 0 where there is none.
 *
 * From `realBound` downwards, T by T: counts exist exactly where each label's lowest count, rounded up, is at most its
 * highest, rounded down, and T lies between the sums of both. It is not bisected, for whole counts may exist for T and
 * not for T - 1 (two halves need an even T). Usually a few steps do; each costs two additions a label.
 */
export function largestTotal(bounds: readonly ShareBounds[]): number {
  let total = realBound(bounds);
  const sides = bounds.map((bound) => sidesAt(bound, total));
  while (total > 0 && !holdsTotal(sides, total)) {
    total -= 1;
    for (const side of sides) stepDown(side);
  }
  return total;
}

/**
 * The whole part of the largest total for which counts exist, were they not whole: no whole counts sum to more. All
 * totals below it have such counts too (they are those of a larger total, scaled), so it is found by bisection; exact,
 * in BigInt.
 */
export function realBound(bounds: readonly ShareBounds[]): number {
  const lowestSum = bounds.reduce((sum, { lowest }) => sum + lowest, 0);
  if (lowestSum > WHOLE || bounds.some(({ lowest, highest }) => lowest > highest)) return 0;
  let holds = 0;
  let fails = bounds.reduce((sum, { rows }) => sum + rows, 0) + 1;
  while (fails - holds > 1) {
    const middle = Math.floor((holds + fails) / 2);
    if (isWithinBound(bounds, BigInt(middle))) holds = middle;
    else fails = middle;
  }
  return holds;
}

/** The most rows of a total that a label's lowest share allows, given its own; undefined without a lowest share. */
export function allowedTotal({ rows, lowest }: ShareBounds): number | undefined {
  return lowest === 0 ? undefined : Number((BigInt(rows) * BigInt(WHOLE)) / BigInt(lowest));
}

function isWithinBound(bounds: readonly ShareBounds[], total: bigint): boolean {
  const whole = BigInt(WHOLE);
  let most = 0n;
  for (const { rows, lowest, highest } of bounds) {
    const there = BigInt(rows) * whole;
    if (BigInt(lowest) * total > there) return false;
    const allowed = BigInt(highest) * total;
    most += allowed < there ? allowed : there;
  }
  return most >= whole * total;
}

/** A label's lowest and highest count of a total, each with what rounding added or took, in trillionths of a row. */
interface Sides {
  readonly bound: ShareBounds;
  least: number;
  added: number;
  most: number;
  taken: number;
}

function sidesAt(bound: ShareBounds, total: number): Sides {
  const whole = BigInt(WHOLE);
  const lowest = BigInt(bound.lowest) * BigInt(total);
  const highest = BigInt(bound.highest) * BigInt(total);
  const least = (lowest + whole - 1n) / whole;
  const most = highest / whole;
  return {
    bound,
    least: Number(least),
    added: Number(least * whole - lowest),
    most: Number(most),
    taken: Number(highest - most * whole),
  };
}

/** Moves to the total that is one less, in numbers below 2 * WHOLE, which are exact. */
function stepDown(sides: Sides): void {
  sides.added += sides.bound.lowest;
  if (sides.added >= WHOLE) {
    sides.added -= WHOLE;
    sides.least -= 1;
  }
  sides.taken -= sides.bound.highest;
  if (sides.taken < 0) {
    sides.taken += WHOLE;
    sides.most -= 1;
  }
}

function holdsTotal(sides: readonly Sides[], total: number): boolean {
  let least = 0;
  let most = 0;
  for (const side of sides) {
    const highest = Math.min(side.most, side.bound.rows);
    if (side.least > highest) return false;
    least += side.least;
    most += highest;
  }
  return least <= total && total <= most;
}
