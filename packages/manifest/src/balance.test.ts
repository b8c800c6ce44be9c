import { categories, categoryLabels, usualShares, type Category } from '@llamaforge/schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeBalance } from './balance.ts';

test('counts categories of one label together, and judges each label by its usual range', () => {
  const balance = judgeBalance({
    instruction: 42,
    multiturn_dialog: 20,
    reasoning_trace: 3,
    analytical: 4,
    psychology_emotional: 31,
  });

  expect(balance.filter((entry) => entry.rows > 0)).toEqual([
    {
      label: 'Instruction/General',
      rows: 42,
      share: '42.00%',
      target: '40.00% to 45.00%',
      verdict: 'within',
    },
    {
      label: 'Multi-turn Dialog',
      rows: 20,
      share: '20.00%',
      target: '8.00% to 10.00%',
      verdict: 'above',
    },
    {
      label: 'Analytical/Reasoning',
      rows: 7,
      share: '7.00%',
      target: '4.50% to 7.50%',
      verdict: 'within',
    },
    {
      label: 'Psychology & Emotional Introspection',
      rows: 31,
      share: '31.00%',
      target: null,
      verdict: null,
    },
  ]);
});

test('lists labels with a usual share also where they have no rows, and no others', () => {
  const balance = judgeBalance({ instruction: 1 });

  expect(balance.map((entry) => [entry.label, entry.verdict])).toEqual([
    ['Instruction/General', 'above'],
    ['Multi-turn Dialog', 'below'],
    ['Code/Debugging', 'below'],
    ['Red-team/Safety', 'below'],
    ['Analytical/Reasoning', 'below'],
    ['Chain-of-thought Math', 'below'],
    ['Creative Narrative', 'below'],
    ['Factual Grounding', 'below'],
    ['Tool-use/API', 'below'],
  ]);
});

test('has shares of nothing in an empty corpus', () => {
  expect(new Set(judgeBalance({}).map((entry) => entry.share))).toEqual(new Set(['0.00%']));
});

test.each(
  categories.flatMap((category) => {
    const range = usualShares[categoryLabels[category]];
    return range === undefined ? [] : [[category, range] as const];
  }),
)(
  'takes both ends of the range of %s as within, and nothing beyond',
  (category, [lowest, highest]) => {
    const verdictAt = (share: number): unknown => {
      const rows = Math.round(share * 1_000_000);
      const other: Category = 'adversarial_moral';
      return judgeBalance({ [category]: rows, [other]: 1_000_000 - rows }).find(
        (entry) => entry.label === categoryLabels[category],
      )?.verdict;
    };

    expect([lowest - 1e-6, lowest, highest, highest + 1e-6].map(verdictAt)).toEqual([
      'below',
      'within',
      'within',
      'above',
    ]);
  },
);

test('leaves no row out', () => {
  const rows = fc.dictionary(fc.constantFrom(...categories), fc.nat(1_000_000));
  fc.assert(
    fc.property(rows, (rowsByCategory) => {
      const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);

      expect(sum(judgeBalance(rowsByCategory).map((entry) => entry.rows))).toBe(
        sum(Object.values(rowsByCategory)),
      );
    }),
  );
});
