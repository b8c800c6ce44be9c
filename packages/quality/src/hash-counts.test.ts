import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HashCounts } from './hash-counts.ts';

test('counts as a map does, for one text after another', () => {
  const counts = new HashCounts(100);

  fc.assert(
    fc.property(fc.array(anyHash, { maxLength: 100 }), (hashes) => {
      const expected = new Map<number, number>();
      counts.clear(hashes.length);

      const times = hashes.map((hash) => counts.add(hash));

      const expectedTimes = hashes.map((hash) => {
        expected.set(hash, (expected.get(hash) ?? 0) + 1);
        return expected.get(hash);
      });
      expect(times).toEqual(expectedTimes);
    }),
  );
});

test('holds as many as it was made for, though all of them fall into one slot', () => {
  const counts = new HashCounts(1000);
  const hashes = Array.from({ length: 1000 }, (_, index) => index << 20);
  counts.clear(1000);

  const times = [...hashes, ...hashes].map((hash) => counts.add(hash));

  expect(times).toEqual(times.map((_, index) => (index < 1000 ? 1 : 2)));
});

// Few, so that they come again, and all the bits of a number, zero among them.
const anyHash = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.integer());
