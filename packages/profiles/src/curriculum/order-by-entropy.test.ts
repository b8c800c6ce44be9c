import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rankRows } from '../selection/rank-rows.ts';
import { orderByEntropy, type OrderKeys } from './order-by-entropy.ts';

test('orders as a plain sort by entropy, rank and row number does', () => {
  // Few values, so that many are equal; some are as near as numbers of 32 bits can be.
  const entropy = fc.constantFrom(0, 2 ** -149, 1, 1 + 2 ** -23, 3.5, 6.999, 7);
  const row = fc.record({ entropy, high: fc.nat(2), low: fc.nat(2) });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 60 }), fc.nat(3), (made, seed) => {
      const keys = {
        entropies: Float32Array.from(made, (one) => one.entropy),
        prefixes: {
          high: Uint32Array.from(made, (one) => one.high),
          low: Uint32Array.from(made, (one) => one.low),
        },
        seed,
      };
      const rows = Uint32Array.from(made.keys()).filter((number) => number % 5 !== 2);

      const expected = plainOrder(rows, keys);

      orderByEntropy(rows, keys);

      expect([...rows]).toEqual(expected);
    }),
  );
});

test('reads entropies that begin anywhere in their buffer', () => {
  const entropies = new Float32Array([9, 1, 3, 2]).subarray(1);
  const prefixes = { high: new Uint32Array(3), low: new Uint32Array(3) };
  const rows = Uint32Array.of(0, 1, 2);

  orderByEntropy(rows, { entropies, prefixes, seed: 0 });

  expect(rows).toEqual(Uint32Array.of(1, 2, 0));
});

function plainOrder(rows: Uint32Array, { entropies, prefixes, seed }: OrderKeys): number[] {
  const ranks = rankRows(prefixes, { seed, purpose: 'order' });
  const rankOf = (row: number): number =>
    (ranks.high[row] ?? 0) * 2 ** 21 + (ranks.low[row] ?? 0) / 2 ** 11;
  return [...rows].sort(
    (a, b) => (entropies[b] ?? 0) - (entropies[a] ?? 0) || rankOf(a) - rankOf(b) || a - b,
  );
}
