import { ConfigurationError, type CategoryLabel } from '@llamaforge/schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shareLabels } from './share-targets.ts';
import { solveBalance, type BalanceRequest } from './solve-balance.ts';

const large = new Map<CategoryLabel, number>([
  ['Instruction/General', 2_279_839],
  ['Code/Debugging', 280_724 + 20_016],
  ['Red-team/Safety', 268_804],
  ['Creative Narrative', 220_432 + 100_000],
  ['Analytical/Reasoning', 148_483 + 107_473],
  ['Tool-use/API', 106_648],
  ['Factual Grounding', 76_343 + 97_694],
  ['Chain-of-thought Math', 18_244],
  ['Multi-turn Dialog', 350_000],
]);

test('keeps all but the surplus of the one label that is above its upper bound', () => {
  const balance = solveBalance({ rowsByLabel: large });

  expect(balance).toEqual({
    total: 3_263_383,
    rowsByLabel: new Map([
      ...shareLabels.map((label) => [label, large.get(label) ?? 0] as const),
      ['Instruction/General', 1_468_522],
    ]),
    limits: [
      {
        kind: 'surplus',
        label: 'Instruction/General',
        rows: 2_279_839,
        highest: 0.45,
        left: 811_317,
        sentence:
          'Instruction/General has 2,279,839 rows, and may have 45% of 3,263,383 at most: 1,468,522 stay, 811,317 are left out.',
      },
    ],
  });
});

test('keeps as many rows as any whole counts within the bounds can be', () => {
  fc.assert(
    fc.property(smallRequest(), (request) => {
      expect(solveBalance(request).total).toBe(bruteForceTotal(request));
    }),
    { numRuns: 1000 },
  );
});

test('gives each label a count within its bounds, and all of them the total', () => {
  fc.assert(
    fc.property(smallRequest(), (request) => {
      const { total, rowsByLabel } = solveBalance(request);

      expect(sumOf(rowsByLabel)).toBe(total);
      for (const label of shareLabels) {
        const count = rowsByLabel.get(label) ?? -1;
        expect(isWithin(count, { label, total, request })).toBe(true);
      }
    }),
    { numRuns: 1000 },
  );
});

test('takes what must go from each label in proportion to what it has above its lowest', () => {
  const balance = solveBalance({
    rowsByLabel: new Map([
      ['Code/Debugging', 10],
      ['Creative Narrative', 60],
      ['Factual Grounding', 50],
      ['Red-team/Safety', 30],
    ]),
    targets: { 'Code/Debugging': [0.1, 0.2], 'Creative Narrative': [0.2, 0.3] },
    maxShare: 0.6,
  });

  // Of 100, 10 and 20 are asked for; the other 70 go to rooms of 0, 40, 50 and 30.
  expect([balance.total, ...filled(balance.rowsByLabel)]).toEqual([
    100,
    ['Code/Debugging', 10],
    ['Red-team/Safety', 18],
    ['Creative Narrative', 43],
    ['Factual Grounding', 29],
  ]);
});

test('counts decimal shares exactly, where binary ones are a row off', () => {
  // 0.07 * 100 is 7.000000000000001, and 0.29 * 100 is 28.999999999999996.
  const lowest = solveBalance({
    rowsByLabel: new Map([count('Code/Debugging', 7), count('Tool-use/API', 93)]),
    targets: { 'Code/Debugging': [0.07, 0.08] },
    maxShare: 1,
  });
  const highest = solveBalance({
    rowsByLabel: new Map([
      ...shareLabels.slice(0, 3).map((label) => count(label, 29)),
      count('Tool-use/API', 13),
    ]),
    targets: {},
    maxShare: 0.29,
  });

  expect([lowest.total, highest.total]).toEqual([100, 100]);
});

test('keeps the highest shares too where they bind', () => {
  const targets = {
    'Code/Debugging': [0.1, 0.2],
    'Creative Narrative': [0.1, 0.3],
    'Factual Grounding': [0.1, 0.5],
  } as const;
  const rowsByLabel = new Map([
    count('Code/Debugging', 500),
    count('Creative Narrative', 60),
    count('Factual Grounding', 900),
  ]);

  const balance = solveBalance({ rowsByLabel, targets, maxShare: 1, bind: 'both' });

  expect([balance.total, ...filled(balance.rowsByLabel)]).toEqual([
    200,
    ['Code/Debugging', 40],
    ['Creative Narrative', 60],
    ['Factual Grounding', 100],
  ]);
  expect(balance.limits.map(({ kind, sentence }) => [kind, sentence])).toEqual([
    [
      'surplus',
      'Code/Debugging has 500 rows, and may have 20% of 200 at most: 40 stay, 460 are left out.',
    ],
    [
      'surplus',
      'Factual Grounding has 900 rows, and may have 50% of 200 at most: 100 stay, 800 are left out.',
    ],
  ]);
});

test('has no limits where all rows are kept', () => {
  const rowsByLabel = new Map(shareLabels.map((label) => [label, 4]));

  expect(solveBalance({ rowsByLabel, targets: {} })).toEqual({
    total: 44,
    rowsByLabel,
    limits: [],
  });
});

test('says why wherever it keeps less than there is', () => {
  fc.assert(
    fc.property(smallRequest(), (request) => {
      const { total, limits } = solveBalance(request);

      expect(limits.length > 0).toBe(total < sumOf(request.rowsByLabel) || total === 0);
    }),
    { numRuns: 1000 },
  );
});

test.each([0, -0.1, 1.01, 45, Number.NaN])('takes %d for no upper bound of shares', (maxShare) => {
  const problem = `max share: ${String(maxShare)} is no share above 0 and up to 1; for 45% write 0.45`;

  expect(() => solveBalance({ rowsByLabel: large, maxShare })).toThrow(
    new ConfigurationError('Problems in the balance', [problem]),
  );
});

type Request = Required<{ [Key in keyof BalanceRequest]: Exclude<BalanceRequest[Key], undefined> }>;

function smallRequest(): fc.Arbitrary<Request> {
  const labels = shareLabels.slice(0, 5);
  // Hundredths of a percent, often the round ones that people write.
  const share = fc.oneof(
    fc.constantFrom(0, 0.05, 0.07, 0.1, 0.2, 0.29, 0.3, 0.5),
    fc.nat(6000).map((units) => units / 10_000),
  );
  const range = fc.tuple(share, share).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
  return fc.record({
    rowsByLabel: fc
      .array(fc.nat(12), { minLength: 5, maxLength: 5 })
      .map((rows) => new Map(labels.map((label, index) => [label, rows[index] ?? 0]))),
    targets: fc.dictionary(fc.constantFrom(...labels), range, { maxKeys: 3 }),
    maxShare: fc.oneof(
      fc.constantFrom(0.34, 0.45, 0.5, 1),
      fc.integer({ min: 2000, max: 10_000 }).map((units) => units / 10_000),
    ),
    bind: fc.constantFrom('lower', 'both'),
  });
}

/** Tries each total, and for each the sums of all counts within the bounds. */
function bruteForceTotal(request: Request): number {
  let total = sumOf(request.rowsByLabel);
  while (total > 0 && !sumsOfCounts(total, request).has(total)) total -= 1;
  return total;
}

function sumsOfCounts(total: number, request: Request): ReadonlySet<number> {
  return shareLabels.reduce<ReadonlySet<number>>(
    (sums, label) => {
      const counts = Array.from({ length: total + 1 }, (_, rows) => rows).filter((rows) =>
        isWithin(rows, { label, total, request }),
      );
      return new Set([...sums].flatMap((sum) => counts.map((rows) => sum + rows)));
    },
    new Set([0]),
  );
}

function isWithin(
  rows: number,
  at: { readonly label: CategoryLabel; readonly total: number; readonly request: Request },
): boolean {
  const { targets, maxShare, bind, rowsByLabel } = at.request;
  const [lowest, highest] = targets[at.label] ?? [0, 1];
  const units = (share: number): number => Math.round(10_000 * share);
  return (
    rows <= (rowsByLabel.get(at.label) ?? 0) &&
    rows * 10_000 >= units(lowest) * at.total &&
    rows * 10_000 <= units(maxShare) * at.total &&
    (bind === 'lower' || rows * 10_000 <= units(highest) * at.total)
  );
}

function sumOf(rowsByLabel: ReadonlyMap<CategoryLabel, number>): number {
  return [...rowsByLabel.values()].reduce((sum, rows) => sum + rows, 0);
}

function filled(rowsByLabel: ReadonlyMap<CategoryLabel, number>): [CategoryLabel, number][] {
  return [...rowsByLabel].filter(([, rows]) => rows > 0);
}

function count(label: CategoryLabel, rows: number): readonly [CategoryLabel, number] {
  return [label, rows];
}
