import type { CategoryLabel } from '@llamaforge/schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BalanceLimit } from './balance-limit.ts';
import { shareLabels } from './share-targets.ts';
import { solveBalance, type BalanceRequest } from './solve-balance.ts';

test.each([
  [0, 'There are no rows.', undefined],
  [
    1,
    'Only one label has rows, and where none may be more than 45%, it takes 3 to fill a corpus: add rows of other labels, or set --max-share 1.',
    1,
  ],
  [
    2,
    'Only 2 labels have rows, and where none may be more than 45%, it takes 3 to fill a corpus: add rows of other labels, or set --max-share 0.5.',
    0.5,
  ],
])('says that %d labels cannot keep to 45 percent each', (labels, sentence, smallestMaxShare) => {
  const rowsByLabel = rowsOf(shareLabels.slice(0, labels), 1000);

  const balance = solveBalance({ rowsByLabel, targets: {} });

  expect([balance.total, balance.limits]).toEqual([
    0,
    [{ kind: 'too_few_labels', labels, needed: 3, smallestMaxShare, sentence }],
  ]);
});

test('names the smallest upper bound that as many labels can keep', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10 }), (labels) => {
      const request = { rowsByLabel: rowsOf(shareLabels.slice(0, labels), 10_000), targets: {} };
      const [limit] = solveBalance({ ...request, maxShare: 0.05 }).limits;
      const maxShare = limit?.kind === 'too_few_labels' ? limit.smallestMaxShare : undefined;

      expect(solveBalance({ ...request, maxShare }).total).toBe(10_000 * labels);
      expect(solveBalance({ ...request, maxShare: (maxShare ?? 0) - 0.0001 }).total).toBe(0);
    }),
  );
});

test('says what a label with too few rows allows, costs and lacks', () => {
  const rowsByLabel = new Map([...rowsOf(shareLabels, 1000), ['Tool-use/API', 10] as const]);
  const targets = { 'Tool-use/API': [0.1, 0.2] } as const;

  const balance = solveBalance({ rowsByLabel, targets });

  expect([balance.total, balance.limits]).toEqual([
    100,
    [
      {
        kind: 'too_few_rows',
        label: 'Tool-use/API',
        rows: 10,
        lowest: 0.1,
        allows: 100,
        without: 10_010,
        costs: 9910,
        // 10,000 others and 1,112 of it are 11,112, of which a tenth is 1,111.2.
        missing: 1102,
        together: [],
        sentence:
          'Tool-use/API has 10 rows, and with a lowest share of 10% that allows 100 rows in all. Without that target (--shares "Tool-use/API=none") it would be 10,010 rows, 9,910 more. 1,102 rows more of it would mend it.',
      },
    ],
  ]);
});

test('names labels together that allow the same total', () => {
  const rowsByLabel = rowsOf(shareLabels.slice(0, 4), 300);
  const targets = { 'Tool-use/API': [0.1, 0.2], 'Factual Grounding': [0.3, 0.5] } as const;

  const balance = solveBalance({ rowsByLabel, targets });

  expect([balance.total, balance.limits]).toEqual([
    0,
    [
      {
        kind: 'too_few_rows',
        label: 'Factual Grounding',
        rows: 0,
        lowest: 0.3,
        allows: 0,
        without: 1200,
        costs: 1200,
        missing: 600,
        together: ['Tool-use/API'],
        sentence:
          'Factual Grounding has no rows, and with a lowest share of 30% that allows no rows in all. Without the targets of Factual Grounding and Tool-use/API (--shares "Factual Grounding=none, Tool-use/API=none") it would be 1,200 rows, 1,200 more. 600 rows more of it, and what Tool-use/API lacks, would mend it.',
      },
      {
        kind: 'too_few_rows',
        label: 'Tool-use/API',
        rows: 0,
        lowest: 0.1,
        allows: 0,
        without: 1200,
        costs: 1200,
        missing: 200,
        together: ['Factual Grounding'],
        sentence:
          'Tool-use/API has no rows, and with a lowest share of 10% that allows no rows in all, too. It lacks 200 rows.',
      },
    ],
  ]);
});

test('says so where more rows would not help for want of whole rows', () => {
  const rowsByLabel = rowsOf(['Instruction/General', 'Multi-turn Dialog'], 1);
  const targets = { 'Instruction/General': [0, 0.2], 'Tool-use/API': [0.01, 0.2] } as const;

  const balance = solveBalance({ rowsByLabel, targets, maxShare: 0.8, bind: 'both' });

  expect([balance.total, balance.limits.map(({ sentence }) => sentence)]).toEqual([
    0,
    [
      'Tool-use/API has no rows, and with a lowest share of 1% that allows no rows in all. Without that target (--shares "Tool-use/API=none") it would be as many, for want of whole rows. 1 row more of it would mend it.',
    ],
  ]);
});

test('says nothing of missing rows where a lowest share of 100 percent leaves the others no room', () => {
  const rowsByLabel = new Map([...rowsOf(['Code/Debugging'], 30), ...rowsOf(['Tool-use/API'], 6)]);
  const targets = { 'Tool-use/API': [1, 1] } as const;

  const balance = solveBalance({ rowsByLabel, targets, maxShare: 1 });

  expect([balance.total, balance.limits]).toEqual([
    6,
    [
      {
        kind: 'too_few_rows',
        label: 'Tool-use/API',
        rows: 6,
        lowest: 1,
        allows: 6,
        without: 36,
        costs: 30,
        missing: undefined,
        together: [],
        sentence:
          'Tool-use/API has 6 rows, and with a lowest share of 100% that allows 6 rows in all. Without that target (--shares "Tool-use/API=none") it would be 36 rows, 30 more.',
      },
    ],
  ]);
});

test('counts just so many missing rows that a lowest share binds no longer', () => {
  const request = fc.record({
    rows: fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 6, maxLength: 6 }),
    lowest: fc.array(fc.integer({ min: 1, max: 15 }), { minLength: 6, maxLength: 6 }),
  });
  fc.assert(
    fc.property(request, ({ rows, lowest }) => {
      const labels = shareLabels.slice(0, 6);
      const rowsByLabel = new Map(labels.map((label, index) => [label, rows[index] ?? 0]));
      const targets = Object.fromEntries(
        labels.map((label, index) => [label, [(lowest[index] ?? 0) / 100, 1] as const]),
      );
      const short = shortagesOf({ rowsByLabel, targets });
      fc.pre(short.length === 1);
      const [only] = short;
      const withMore = (more: number): ReadonlyMap<CategoryLabel, number> =>
        new Map(
          [...rowsByLabel].map(([label, there]) => [
            label,
            label === only?.label ? there + more : there,
          ]),
        );
      const missing = only?.missing ?? Number.NaN;
      const isShort = (more: number): boolean =>
        shortagesOf({ rowsByLabel: withMore(more), targets }).some(
          ({ label, together }) => label === only?.label && together.length === 0,
        );

      expect([isShort(missing), isShort(Math.floor(missing / 2))]).toEqual([false, true]);
    }),
  );
});

test.each<[string, Omit<BalanceRequest, 'rowsByLabel'>, readonly [string, string]]>([
  [
    'a lowest share above the upper bound of all',
    { targets: { 'Code/Debugging': [0.5, 0.6] } },
    [
      'lowest_above_max_share',
      'Code/Debugging is to be at least 50%, but no label may be more than 45%: lower its share, or set --max-share 0.5.',
    ],
  ],
  [
    'a lowest share above the highest, where both bind',
    { targets: { 'Code/Debugging': [0.3, 0.2] }, bind: 'both' },
    ['lowest_above_highest', 'Code/Debugging is to be at least 30% and at most 20%: swap the two.'],
  ],
  [
    'lowest shares of more than the whole',
    {
      targets: {
        'Code/Debugging': [0.4, 0.5],
        'Tool-use/API': [0.401, 0.5],
        'Red-team/Safety': [0.2, 0.5],
      },
    },
    [
      'lowest_sum',
      'The lowest shares add up to 100.1%, more than there is: Code/Debugging 40%, Red-team/Safety 20%, Tool-use/API 40.1%. Lower some of them.',
    ],
  ],
  [
    'highest shares of less than the whole, where both bind',
    {
      targets: {
        'Instruction/General': [0.3, 0.4],
        'Multi-turn Dialog': [0.1, 0.2],
        'Code/Debugging': [0.1, 0.3],
      },
      bind: 'both',
    },
    [
      'highest_sum',
      'The highest shares of the labels that have rows add up to 90%, less than the whole: Instruction/General 40%, Multi-turn Dialog 20%, Code/Debugging 30%. Raise some of them, or let only the lowest shares bind.',
    ],
  ],
  [
    'shares that no whole rows can have',
    { targets: { 'Code/Debugging': [0.333_333, 0.333_333] }, bind: 'both' },
    [
      'whole_counts',
      'The shares could be kept with up to 2,999 rows, but not in whole rows: widen those whose lowest and highest are near each other, or that leave nothing to the others.',
    ],
  ],
])('names %s', (_, request, limit) => {
  const rowsByLabel = rowsOf(shareLabels.slice(0, 3), 1000);

  const balance = solveBalance({ rowsByLabel, ...request });

  expect([balance.total, ...balance.limits.map(({ kind, sentence }) => [kind, sentence])]).toEqual([
    0,
    limit,
  ]);
});

function rowsOf(
  labels: readonly CategoryLabel[],
  rows: number,
): ReadonlyMap<CategoryLabel, number> {
  return new Map(labels.map((label) => [label, rows]));
}

function shortagesOf(request: BalanceRequest): Extract<BalanceLimit, { kind: 'too_few_rows' }>[] {
  return solveBalance(request).limits.filter((limit) => limit.kind === 'too_few_rows');
}
