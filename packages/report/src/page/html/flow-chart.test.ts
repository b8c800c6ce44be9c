import fc from 'fast-check';
import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { flowChart } from './flow-chart.ts';

test('the bands are together as thick as all rows are high, and those of the reasons as their one', () => {
  const amounts = fc.array(fc.integer({ min: 1000, max: 1_000_000 }), {
    minLength: 3,
    maxLength: 8,
  });

  fc.assert(
    fc.property(amounts, ([kept = 0, duplicates = 0, ...reasons]) => {
      const rejected = sum(reasons);

      const drawn = bandsOf(
        renderToString(
          flowChart({
            kind: 'flow',
            name: 'read',
            amount: kept + duplicates + rejected,
            parts: [
              { name: 'kept', amount: kept, tone: 'good', parts: [] },
              { name: 'duplicates', amount: duplicates, tone: 'quiet', parts: [] },
              {
                name: 'rejected',
                amount: rejected,
                tone: 'fault',
                parts: reasons.map((amount, index) => ({
                  name: `reason ${String(index)}`,
                  amount,
                })),
              },
            ],
          }),
        ),
      );

      const [, , all = 0, ...parts] = drawn;
      // Rounded to a tenth each, and no band is thinner than one.
      const rounding = drawn.length;
      expect(drawn).toHaveLength(3 + reasons.length);
      expect(Math.abs(sum(drawn.slice(0, 3)) - 240)).toBeLessThan(rounding);
      expect(Math.abs(sum(parts) - all)).toBeLessThan(rounding);
    }),
  );
});

test('bands leave side by side, none over another, in the order of what they lead to', () => {
  const svg = renderToString(
    flowChart({
      kind: 'flow',
      name: 'read',
      amount: 240,
      parts: [
        { name: 'kept', amount: 120, tone: 'good', parts: [] },
        { name: 'duplicates', amount: 80, tone: 'quiet', parts: [] },
        { name: 'rejected', amount: 40, tone: 'fault', parts: [] },
      ],
    }),
  );

  const starts = Array.from(svg.matchAll(/ d="M[\d.]+,([\d.]+)/gu), ([, y]) => Number(y));
  // Of 240 rows each is one high; a band's place is its middle, and the first begins 8 below the top.
  expect(starts).toEqual([8 + 60, 8 + 120 + 40, 8 + 200 + 20]);
});

test('what holds no rows is not drawn', () => {
  const drawn = renderToString(
    flowChart({
      kind: 'flow',
      name: 'read',
      amount: 7,
      parts: [
        { name: 'kept', amount: 7, tone: 'good', parts: [] },
        { name: 'duplicates', amount: 0, tone: 'quiet', parts: [] },
        { name: 'rejected', amount: 0, tone: 'fault', parts: [] },
      ],
    }),
  );

  expect(bandsOf(drawn)).toEqual([240]);
  expect(drawn).not.toContain('rejected');
});

function bandsOf(svg: string): number[] {
  return Array.from(svg.matchAll(/stroke-width="([\d.]+)"/gu), ([, thickness]) =>
    Number(thickness),
  );
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
