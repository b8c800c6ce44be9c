import { ConfigurationError } from '@llamaforge/schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fillQuotas, type BucketDemand, type Quota } from './fill-quotas.ts';

test('weights share the total by largest remainder, of equal remainders the earlier bucket’s first', () => {
  const quotas = fillQuotas(demandsOf([1, 1, 1, 3], [9, 9, 9, 9]), 10);

  expect(quotas.map(({ wanted }) => wanted)).toEqual([2, 2, 1, 5]);
});

test('weights count as they are written, so that 0.1 and 0.2 are as much as 0.3', () => {
  const quotas = fillQuotas(demandsOf([0.1, 0.2, 0.3], [9e9, 9e9, 9e9]), 600_000_000);

  expect(quotas.map(({ wanted }) => wanted)).toEqual([100_000_000, 200_000_000, 300_000_000]);
});

test('weights may be tiny and huge', () => {
  const quotas = fillQuotas(demandsOf([1e-9, 1e12, 5e-324, 1e308], [9e9, 9e9, 9e9, 9e9]), 1e9);

  expect(quotas.map(({ got }) => got)).toEqual([0, 0, 0, 1e9]);
});

test('counts come first, then shares of the total, then weights of what is left', () => {
  const quotas = fillQuotas(demandsOf(['5,000 rows', '30%', 1, 3], [9e4, 9e4, 9e4, 9e4]), 50_000);

  expect(quotas).toEqual([
    { wanted: 5_000, got: 5_000 },
    { wanted: 15_000, got: 15_000 },
    { wanted: 7_500, got: 7_500 },
    { wanted: 22_500, got: 22_500 },
  ]);
});

test('what counts, shares and weights lack goes to buckets with a weight, by weight', () => {
  const quotas = fillQuotas(demandsOf(['10 rows', '30%', 1, 2, 3], [4, 9, 5, 99, 99]), 100);

  expect(quotas).toEqual([
    { wanted: 10, got: 4 },
    { wanted: 30, got: 9 },
    { wanted: 10, got: 5 },
    { wanted: 20, got: 33 },
    { wanted: 30, got: 49 },
  ]);
});

test('shares of 100 % sum to the total', () => {
  const quotas = fillQuotas(demandsOf(['33.3%', '33.3%', '33.4%'], [99, 99, 99]), 10);

  expect(quotas.map(({ got }) => got)).toEqual([3, 3, 4]);
});

test.each([
  ['14%', 1],
  ['15%', 2],
  ['4.9%', 0],
])('%s of ten rows are %d, to the nearest', (asked, wanted) => {
  const quotas = fillQuotas(demandsOf([asked], [99]), 10);

  expect(quotas).toEqual([{ wanted, got: wanted }]);
});

test('counts and shares above the total are refused with what they ask for', () => {
  const filling = (): Quota[] => fillQuotas(demandsOf(['5000 rows', '60%', 1], [9, 9, 9]), 12_000);

  expect(filling).toThrow(
    new ConfigurationError(
      'Shares and counts ask for 12,200 rows, and the mix is to have 12,000 rows; lower them or raise --max-total',
      ['weights.bucket_0: 5000 rows', 'weights.bucket_1: 60%, 7,200 rows'],
    ),
  );
});

const weight = fc.oneof(
  fc.integer({ min: 1, max: 20 }),
  fc.constantFrom(0.1, 0.2, 0.3, 1e-9, 1e12, 1 / 3),
);
const percent = fc.integer({ min: 1, max: 25 }).map((whole) => `${String(whole)}%`);
const count = fc.integer({ min: 1, max: 9 }).map((rows) => `${String(rows)} rows`);
const supply = fc.oneof(fc.nat(30), fc.nat(1_000_000));

test('with a weight, what is wanted sums to the total, and what is got to the total or all there is', () => {
  const demand = fc.tuple(fc.oneof(weight, percent, count), supply);
  fc.assert(
    fc.property(fc.array(demand, { maxLength: 3 }), weight, supply, (others, own, there) => {
      const demands = demandsOf(
        [own, ...others.map(([asked]) => asked)],
        [there, ...others.map(([, available]) => available)],
      );
      const total = 1_000 + there;

      const quotas = fillQuotas(demands, total);

      const fixed = quotas.filter((_, index) => typeof demands[index]?.asked === 'string');
      const weighted = demands.filter(({ asked }) => typeof asked === 'number');
      const reachable =
        sum(fixed.map(({ got }) => got)) + sum(weighted.map(({ available }) => available));
      expect(sum(quotas.map(({ wanted }) => wanted))).toBe(total);
      expect(sum(quotas.map(({ got }) => got))).toBe(Math.min(total, reachable));
      expect(quotas.every(({ got }, index) => got <= (demands[index]?.available ?? 0))).toBe(true);
    }),
  );
});

test('what weights give is the nearest to the exact flow of all ways to give it', () => {
  const demand = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.nat(6));
  fc.assert(
    fc.property(fc.array(demand, { minLength: 1, maxLength: 4 }), fc.nat(20), (all, total) => {
      const [weights, available] = [all.map(([one]) => one), all.map(([, rows]) => rows)];

      const got = fillQuotas(demandsOf(weights, available), total).map((quota) => quota.got);

      expect(got).toEqual(nearestWay(weights, available, total));
    }),
  );
});

test('more rows there give a bucket no fewer, and the others no more than the rounding of a row', () => {
  const demand = fc.tuple(weight, fc.nat(200));
  fc.assert(
    fc.property(
      fc.array(demand, { minLength: 1, maxLength: 6 }),
      fc.nat(500),
      fc.nat(50),
      (all, total, more) => {
        const weights = all.map(([one]) => one);
        const available = all.map(([, rows]) => rows);

        const before = fillQuotas(demandsOf(weights, available), total);
        const after = fillQuotas(
          demandsOf(weights, available.with(0, (available[0] ?? 0) + more)),
          total,
        );

        // Rounding may lift one of the others by a row while all together give way.
        const changes = after.map(({ got }, index) => got - (before[index]?.got ?? 0));
        expect(changes[0]).toBeGreaterThanOrEqual(0);
        expect(Math.max(0, ...changes.slice(1))).toBeLessThanOrEqual(1);
      },
    ),
  );
});

test('a larger total takes no more than the rounding of one row from a bucket', () => {
  const demand = fc.tuple(fc.oneof(weight, percent), fc.nat(300));
  fc.assert(
    fc.property(
      fc.array(demand, { minLength: 1, maxLength: 4 }),
      fc.nat(500),
      fc.nat(50),
      (all, total, more) => {
        const demands = demandsOf(
          all.map(([one]) => one),
          all.map(([, rows]) => rows),
        );

        const [before, after] = [fillQuotas(demands, total), fillQuotas(demands, total + more)];

        expect(after.every(({ got }, index) => got >= (before[index]?.got ?? 0) - 1)).toBe(true);
      },
    ),
  );
});

function demandsOf(
  asked: readonly (number | string)[],
  available: readonly number[],
): BucketDemand[] {
  return asked.map((one, index) => ({
    bucket: `bucket_${String(index)}`,
    asked: one,
    available: available[index] ?? 0,
  }));
}

/** Every way to give the rows within what is there; the one nearest to the exact flow, of equal ones the earlier buckets’. */
function nearestWay(
  weights: readonly number[],
  available: readonly number[],
  total: number,
): number[] {
  const rows = Math.min(total, sum(available));
  const exact = exactFlow(weights, available, rows);
  const [nearest = []] = waysToGive(available, rows)
    .map((way) => ({ way, off: sum(way.map((got, index) => (got - (exact[index] ?? 0)) ** 2)) }))
    .sort((one, other) =>
      Math.abs(one.off - other.off) > 1e-9 ? one.off - other.off : compareWays(other.way, one.way),
    )
    .map(({ way }) => way);
  return nearest;
}

/** The level of water at which buckets as wide as their weights, and closed at what is there, hold the rows: found by halving. */
function exactFlow(
  weights: readonly number[],
  available: readonly number[],
  rows: number,
): number[] {
  const at = (level: number): number[] =>
    weights.map((width, index) => Math.min(available[index] ?? 0, width * level));
  let [low, high] = [0, 100];
  for (let step = 0; step < 100; step += 1) {
    const middle = (low + high) / 2;
    if (sum(at(middle)) < rows) low = middle;
    else high = middle;
  }
  return at(high);
}

function waysToGive([first, ...others]: readonly number[], rows: number): number[][] {
  if (first === undefined) return rows === 0 ? [[]] : [];
  return Array.from({ length: Math.min(first, rows) + 1 }, (_, got) => got).flatMap((got) =>
    waysToGive(others, rows - got).map((rest) => [got, ...rest]),
  );
}

function compareWays(one: readonly number[], other: readonly number[]): number {
  return one.map((got, index) => got - (other[index] ?? 0)).find((off) => off !== 0) ?? 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
