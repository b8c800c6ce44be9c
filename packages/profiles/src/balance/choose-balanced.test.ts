import { categories, categoryLabels, type CategoryLabel } from '@llamaforge/schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseBalanced, type CategorizedRows } from './choose-balanced.ts';

test('keeps so many rows of each label, ascending, and none of a label that is not named', () => {
  const rows = madeRows(1000);

  const chosen = chooseBalanced(
    rows,
    new Map([
      ['Analytical/Reasoning', 90],
      ['Code/Debugging', 7],
      ['Tool-use/API', 0],
    ]),
    1,
  );

  expect(labelCounts(chosen, rows)).toEqual(
    new Map([
      ['Analytical/Reasoning', 90],
      ['Code/Debugging', 7],
    ]),
  );
  expect(chosen).toEqual(new Uint32Array(new Set(chosen)).sort());
});

test('keeps all rows of a label that is to keep as many as it has, but no barred ones', () => {
  const rows = {
    ...madeRows(24),
    barred: Uint8Array.from({ length: 24 }, (_, row) => Number(row === 4)),
  };

  const chosen = chooseBalanced(rows, new Map([['Analytical/Reasoning', 3]]), 1);

  expect([...chosen]).toEqual([5, 16, 17]);
});

test('refuses to keep more rows than a label has', () => {
  expect(() => chooseBalanced(madeRows(24), new Map([['Tool-use/API', 3]]), 1)).toThrow(
    new RangeError('Tool-use/API is to keep 3 rows, and has 2'),
  );
});

test('keeps the same rows in whatever order they stand, and others with another seed', () => {
  const rows = madeRows(1200);
  const counts = new Map<CategoryLabel, number>([
    ['Code/Debugging', 50],
    ['Analytical/Reasoning', 50],
  ]);
  const chosen = prefixesOf(chooseBalanced(rows, counts, 1), rows);
  const places = fc.shuffledSubarray([...rows.categories.keys()], {
    minLength: 1200,
    maxLength: 1200,
  });

  fc.assert(
    fc.property(places, (order) => {
      const shuffled = reordered(rows, order);

      expect(prefixesOf(chooseBalanced(shuffled, counts, 1), shuffled)).toEqual(chosen);
    }),
    { numRuns: 20 },
  );
  expect(prefixesOf(chooseBalanced(rows, counts, 2), rows)).not.toEqual(chosen);
});

test('with more to keep keeps what it kept with less', () => {
  const rows = madeRows(1200);

  const few = chooseBalanced(rows, new Map([['Code/Debugging', 20]]), 7);
  const more = new Set(chooseBalanced(rows, new Map([['Code/Debugging', 30]]), 7));

  expect([...few].filter((row) => !more.has(row))).toEqual([]);
});

/** Rows of all categories in turn, with prefixes that differ. */
function madeRows(count: number): CategorizedRows {
  return {
    categories: Uint8Array.from({ length: count }, (_, row) => row % categories.length),
    prefixes: {
      high: Uint32Array.from({ length: count }, (_, row) => Math.imul(row, 0x9e3779b1)),
      low: Uint32Array.from({ length: count }, (_, row) => row),
    },
  };
}

function reordered(rows: CategorizedRows, order: readonly number[]): CategorizedRows {
  return {
    categories: Uint8Array.from(order, (row) => rows.categories[row] ?? 0),
    prefixes: {
      high: Uint32Array.from(order, (row) => rows.prefixes.high[row] ?? 0),
      low: Uint32Array.from(order, (row) => rows.prefixes.low[row] ?? 0),
    },
  };
}

function prefixesOf(chosen: Uint32Array, { prefixes }: CategorizedRows): ReadonlySet<number> {
  return new Set([...chosen].map((row) => prefixes.low[row] ?? 0));
}

function labelCounts(
  chosen: Uint32Array,
  rows: CategorizedRows,
): ReadonlyMap<CategoryLabel | undefined, number> {
  const counts = new Map<CategoryLabel | undefined, number>();
  for (const row of chosen) {
    const category = categories[rows.categories[row] ?? -1];
    const label = category === undefined ? undefined : categoryLabels[category];
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return counts;
}
