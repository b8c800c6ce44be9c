import fc from 'fast-check';
import { expect, test } from 'vitest';
import { beginningOf, cutText } from './cut-text.ts';

test('a text that fits stays whole, a longer one ends in an ellipsis', () => {
  expect([cutText('rivers', 6), cutText('rivers', 5)]).toEqual(['rivers', 'rive…']);
});

test('no pair of surrogates is parted, and no more is left out for it than the one half', () => {
  const texts = fc.string({ unit: 'grapheme', minLength: 1 });

  fc.assert(
    fc.property(texts, fc.nat(40), (text, units) => {
      const start = beginningOf(text, units);

      expect(start.isWellFormed()).toBe(true);
      expect(text.startsWith(start)).toBe(true);
      expect(start.length).toBeGreaterThanOrEqual(Math.min(text.length, units - 1));
      expect(start.length).toBeLessThanOrEqual(units);
    }),
  );
});
