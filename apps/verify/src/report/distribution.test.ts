import fc from 'fast-check';
import { expect, test } from 'vitest';
import { binLengths, lengthAtShare } from './distribution.ts';

test('finds the length at a rank as a sorted list has it', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(30), { minLength: 1 }), (lengths) => {
      const sorted = lengths.toSorted((one, other) => one - other);

      const [median, p95] = (
        [
          [1, 2],
          [19, 20],
        ] as const
      ).map((share) => lengthAtShare(countLengths(lengths), share));

      expect(median).toBe(sorted[Math.ceil(lengths.length / 2) - 1]);
      expect(p95).toBe(sorted[Math.ceil((19 * lengths.length) / 20) - 1]);
    }),
  );
});

test('has no length at a rank of no rows', () => {
  expect(lengthAtShare(new Map(), [1, 2])).toBe(0);
});

test('bins lengths by powers of two and leaves out those of 0', () => {
  const lengths = [0, 1, 2, 3, 4, 7, 8, 1023, 1024];

  expect(binLengths(countLengths(lengths))).toEqual([1, 2, 2, 1, 0, 0, 0, 0, 0, 1, 1]);
});

function countLengths(lengths: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const length of lengths) counts.set(length, (counts.get(length) ?? 0) + 1);
  return counts;
}
