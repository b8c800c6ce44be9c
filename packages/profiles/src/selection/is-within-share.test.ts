import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isWithinShare, validationKey } from './is-within-share.ts';
import { rankKey } from './rank-key.ts';
import { rankRows } from './rank-rows.ts';

const half = fc.nat(0xffffffff);
const prefix = fc.record({ high: half, low: half });

test('a share of 0 holds none, 1 holds all, and a larger share all of a smaller one', () => {
  fc.assert(
    fc.property(
      prefix,
      fc.double({ min: 0, max: 1 }),
      fc.double({ min: 0, max: 1 }),
      (word, one, other) => {
        const [smaller, larger] = [Math.min(one, other), Math.max(one, other)];

        const within = (share: number): boolean => isWithinShare(word, validationKey, share);

        expect([within(0), within(1), within(smaller) && !within(larger)]).toEqual([
          false,
          true,
          false,
        ]);
      },
    ),
  );
});

test('who is within a share is told by the rank for the key’s purpose and seed', () => {
  fc.assert(
    fc.property(prefix, fc.maxSafeNat(), ({ high, low }, seed) => {
      const rank = rankRows(
        { high: Uint32Array.of(high), low: Uint32Array.of(low) },
        { seed, purpose: 'validation' },
      );
      const share = (rank.high[0] ?? 0) / 2 ** 32;
      const key = rankKey(seed, 'validation');

      const sides = [share, share + 2 ** -32].map((limit) =>
        isWithinShare({ high, low }, key, limit),
      );

      expect(sides).toEqual([false, true]);
    }),
  );
});

test('about a hundredth of many rows is within 1 %', () => {
  const rows = Array.from({ length: 100_000 }, (_, row) => ({ high: row, low: 0 }));

  const within = rows.filter((row) => isWithinShare(row, validationKey, 0.01)).length;

  // Six standard deviations of a fair draw.
  expect(Math.abs(within - 1_000)).toBeLessThan(190);
});
