import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countCodePoints } from './count-code-points.ts';

test('counts as many as a walk by code points meets, lone surrogates too', () => {
  const units = fc.integer({ min: 0xd7f0, max: 0xe010 });

  fc.assert(
    fc.property(fc.array(units), (codes) => {
      const text = String.fromCharCode(...codes);

      expect(countCodePoints(text)).toBe(Array.from(text).length);
    }),
  );
});
