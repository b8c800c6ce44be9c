import { categories, type Category } from '@llamaforge/schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rankRows } from '../selection/rank-rows.ts';
import { bucketOfCategory } from './bucket-of-category.ts';
import { buckets } from './bucket.ts';
import { fillQuotas } from './fill-quotas.ts';
import type { MixRows } from './mix-rows.ts';
import { parseProfile } from './parse-profile.ts';
import { planMix } from './plan-mix.ts';
import type { Profile } from './profile-schema.ts';

interface Row {
  readonly prefix: number;
  readonly category: Category;
  readonly source: number;
  readonly barred: boolean;
}

test('a plan tells what each bucket and each source was asked for, had and gave', () => {
  const profile = profileOf({
    weights: { instruction: '3 rows', code: 1, creative: 0.5 },
    sources: [
      { name: 'talks', bucket: 'instruction', cap: 2 },
      { name: 'tales' },
      { name: 'none' },
    ],
    buckets: { ethics: 'code' },
  });
  const rows = rowsOf([
    ...rowsFrom(0, ['instruction', 'code_debugging', 'creative_narrative']),
    ...rowsFrom(1, ['code_debugging', 'adversarial_moral', 'creative_narrative', 'cot_math']),
    ...rowsFrom(-1, ['code_debugging', 'creative_narrative']),
    ...rowsFrom(1, ['code_debugging']).map((row) => ({ ...row, barred: true })),
  ]);

  const plan = planMix(rows, { profile, maxTotal: 6, seed: 1 });

  expect({ ...plan, chosen: plan.chosen.filter((row) => row > 2) }).toEqual({
    chosen: Uint32Array.of(3, 4, 5),
    total: 5,
    buckets: [
      { bucket: 'instruction', asked: '3 rows', wanted: 3, got: 2, available: 2 },
      { bucket: 'code', asked: '1', wanted: 2, got: 2, available: 2 },
      { bucket: 'creative', asked: '0.5', wanted: 1, got: 1, available: 1 },
    ],
    sources: [
      {
        name: 'talks',
        bucket: 'instruction',
        cap: 2,
        candidates: 2,
        got: 2,
        gotByBucket: { instruction: 2 },
      },
      {
        name: 'tales',
        bucket: undefined,
        cap: undefined,
        candidates: 3,
        got: 3,
        gotByBucket: { code: 2, creative: 1 },
      },
      {
        name: 'none',
        bucket: undefined,
        cap: undefined,
        candidates: 0,
        got: 0,
        gotByBucket: {},
      },
    ],
  });
});

test('rows whose bucket has no weight do not use up their source’s cap', () => {
  const profile = profileOf({ weights: { code: 1 }, sources: [{ name: 'talks', cap: 2 }] });
  const all: Category[] = [...categories, 'code_debugging'];

  const plans = Array.from({ length: 20 }, (_, seed) =>
    planMix(rowsOf(rowsFrom(0, all)), { profile, maxTotal: 9, seed }),
  );

  expect(plans.map(({ total }) => total)).toEqual(plans.map(() => 2));
});

test('without listed sources all rows may be chosen, and no source is told', () => {
  const profile = profileOf({ weights: { code: 1, instruction: 1 } });

  const plan = planMix(rowsOf(rowsFrom(0, categories)), { profile, maxTotal: 99, seed: 1 });

  expect([plan.total, plan.sources]).toEqual([4, []]);
});

test('of no rows a mix has none', () => {
  const profile = profileOf({ weights: { code: 1 } });

  const plan = planMix(rowsOf([]), { profile, maxTotal: 9, seed: 1 });

  expect(plan.chosen).toEqual(new Uint32Array());
});

const weight = fc.option(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constant('10%')), {
  nil: undefined,
});
const weights = fc
  .record({ instruction: weight, code: weight, creative: weight, red_team: weight })
  .map((given) => Object.fromEntries(Object.entries(given).filter(([, one]) => one !== undefined)))
  .filter((given) => Object.keys(given).length > 0);
const source = fc.record({ cap: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }) });
const profiles = fc
  .record({
    weights,
    sources: fc.option(fc.array(source, { minLength: 1, maxLength: 3 }), { nil: undefined }),
  })
  .map((given) =>
    profileOf({
      weights: given.weights,
      ...(given.sources === undefined
        ? {}
        : { sources: given.sources.map((one, place) => ({ ...one, name: `s${String(place)}` })) }),
    }),
  );
const someRows = fc.uniqueArray(
  fc.record({
    prefix: fc.maxSafeNat(),
    category: fc.constantFrom(...categories),
    source: fc.integer({ min: -1, max: 2 }),
    barred: fc.boolean(),
  }),
  { selector: ({ prefix }) => prefix, maxLength: 60 },
);

test('the rows chosen are those that plain lists give', () => {
  fc.assert(
    fc.property(profiles, someRows, fc.nat(40), (profile, given, maxTotal) => {
      const rows = withinListed(given, profile);

      const plan = planMix(rowsOf(rows), { profile, maxTotal, seed: 5 });

      expect([...plan.chosen]).toEqual(plainlyChosen(rows, profile, maxTotal));
      expect(plan.total).toBe(plan.buckets.reduce((total, { got }) => total + got, 0));
    }),
  );
});

test('a mix is the same for any order of the rows', () => {
  fc.assert(
    fc.property(profiles, someRows, fc.nat(), (profile, given, turn) => {
      const rows = withinListed(given, profile);
      const others = rows.toSorted((one, other) => (one.prefix ^ turn) - (other.prefix ^ turn));

      const [plan, other] = [rows, others].map((each) => {
        const { chosen, ...rest } = planMix(rowsOf(each), { profile, maxTotal: 20, seed: 5 });
        return { ...rest, prefixes: Array.from(chosen, (row) => each[row]?.prefix).sort() };
      });

      expect(other).toEqual(plan);
    }),
  );
});

const weighted = { instruction: 0.45, code: 0.22, red_team: 0.12, creative: 0.2, cot_math: 0.01 };
test.each([
  ['without caps', undefined],
  ['with caps', [{ name: 'a', cap: 2_000 }, { name: 'b' }, { name: 'c', cap: 500 }]],
  ['with caps and buckets of sources', [{ name: 'a', cap: 900, bucket: 'code' }, { name: 'b' }]],
])('a corpus that grows by 5 % changes about 5 % of the mix, %s', (_, sources) => {
  const profile = profileOf({ weights: weighted, ...(sources === undefined ? {} : { sources }) });
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const grown = withinListed(inventedRows(21_000, seed), profile);
      const request = { profile, maxTotal: 5_000, seed };

      const [before, after] = [grown.slice(0, 20_000), grown].map(
        (rows) => new Set(planMix(rowsOf(rows), request).chosen),
      );

      // A row comes for each that goes: 2 x 4.8 % differ on average; the bound is 8 standard deviations above that.
      const differing = symmetricDifference(before, after);
      expect(before?.size).toBe(5_000);
      expect(differing).toBeLessThan(3 * 0.05 * 5_000);
      expect(differing).toBeGreaterThan(0.05 * 5_000);
    }),
    { numRuns: 10 },
  );
});

function profileOf(part: Record<string, unknown>): Profile {
  return parseProfile({ name: 'test', title: 'A test', ...part }, 'a test');
}

function rowsFrom(source: number, of: readonly Category[]): Row[] {
  return of.map((category, place) => ({
    prefix: (source + 2) * 1_000_003 + place,
    category,
    source,
    barred: false,
  }));
}

function rowsOf(rows: readonly Row[]): MixRows {
  return {
    prefixes: {
      high: Uint32Array.from(rows, ({ prefix }) => prefix / 2 ** 32),
      low: Uint32Array.from(rows, ({ prefix }) => prefix),
    },
    categories: Uint8Array.from(rows, ({ category }) => categories.indexOf(category)),
    sources: Int16Array.from(rows, ({ source: place }) => place),
    barred: Uint8Array.from(rows, ({ barred }) => Number(barred)),
  };
}

function withinListed(rows: readonly Row[], { sources }: Profile): Row[] {
  return rows.map((row) => ({
    ...row,
    source: sources === undefined ? 0 : Math.min(row.source, sources.length - 1),
  }));
}

/** The definition of a mix without typed arrays: lists of row numbers, sorted by rank. */
function plainlyChosen(rows: readonly Row[], profile: Profile, maxTotal: number): number[] {
  const { high, low } = rankRows(rowsOf(rows).prefixes, { seed: 5, purpose: 'choice' });
  const byRank = rows
    .map((_, row) => row)
    .sort(
      (one, other) => (high[one] ?? 0) - (high[other] ?? 0) || (low[one] ?? 0) - (low[other] ?? 0),
    );
  const given = new Map<number, number>();
  const usable = byRank.flatMap((row) => {
    const { category, source: place, barred } = rows[row] ?? { source: -1, barred: true };
    if (category === undefined || barred || place < 0) return [];
    const listed = profile.sources?.[place];
    const bucket = listed?.bucket ?? bucketOfCategory(profile, category);
    const count = (given.get(place) ?? 0) + 1;
    if (profile.weights[bucket] === undefined || count > (listed?.cap ?? Infinity)) return [];
    given.set(place, count);
    return [{ row, bucket }];
  });
  const demands = buckets.flatMap((bucket) => {
    const asked = profile.weights[bucket];
    const available = usable.filter((each) => each.bucket === bucket).length;
    return asked === undefined ? [] : [{ bucket, asked, available }];
  });
  return fillQuotas(demands, maxTotal)
    .flatMap(({ got }, place) =>
      usable.filter(({ bucket }) => bucket === demands[place]?.bucket).slice(0, got),
    )
    .map(({ row }) => row)
    .sort((one, other) => one - other);
}

/** Rows as a corpus has them: categories of different sizes, one of them too small for its weight. */
function inventedRows(count: number, seed: number): Row[] {
  const { high, low } = rankRows(
    { high: Uint32Array.from({ length: count }, (_, row) => row), low: new Uint32Array(count) },
    { seed, purpose: 'order' },
  );
  const common: readonly Category[] = ['instruction', 'instruction', 'code_debugging', 'red_team'];
  return Array.from({ length: count }, (_, row) => {
    const draw = low[row] ?? 0;
    return {
      prefix: (high[row] ?? 0) * 2 ** 20 + (draw & 0xfffff),
      category:
        draw % 16 === 0
          ? 'creative_narrative'
          : (common[(draw >>> 4) % common.length] ?? 'cot_math'),
      source: (draw >>> 8) % 3,
      barred: false,
    };
  });
}

function symmetricDifference(one = new Set<number>(), other = new Set<number>()): number {
  const shared = [...one].filter((row) => other.has(row)).length;
  return one.size + other.size - 2 * shared;
}
