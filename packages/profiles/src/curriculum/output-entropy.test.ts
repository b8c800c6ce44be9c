import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outputEntropy } from './output-entropy.ts';

test.each([
  ['', 0],
  ['a', 0],
  ['ab', 0],
  ['abc', 0],
  // abc, bcd
  ['abcd', 1],
  // abc, bca, cab
  ['abcab', Math.log2(3)],
  // abc twice, bca, cab: log2(4) - (2 * log2(2)) / 4
  ['abcabc', 1.5],
  // aaa three times, aab: log2(4) - (3 * log2(3)) / 4
  ['aaaaab', 2 - (3 * Math.log2(3)) / 4],
])('of %j is %d bits', (text, bits) => {
  expect(entropyOf(text)).toBeCloseTo(bits, 12);
});

test('is none of a text that repeats one byte, however long', () => {
  expect([entropyOf('a'.repeat(50)), entropyOf('\n'.repeat(100_000))]).toEqual([0, 0]);
});

test('of a long text reaches 7 bits where no triple comes twice, and 1 where two take turns', () => {
  const distinct = Uint8Array.from({ length: 130 }, (_, place) => place);

  expect([outputEntropy(distinct, 0, 130), entropyOf('ab'.repeat(5000))]).toEqual([
    expect.closeTo(7, 12),
    expect.closeTo(1, 12),
  ]);
});

test('looks at all of a long text, not at its beginning alone', () => {
  const varied = 'The harbour lay quiet, and nobody knew whose boat it was that had come in. ';
  const repeated = 'so on and '.repeat(100);

  const bits = [varied + repeated, repeated + varied].map(entropyOf);

  expect(Math.min(...bits)).toBeGreaterThan(entropyOf(repeated) + 0.1);
  expect(Math.max(...bits)).toBeLessThan(entropyOf(varied) - 1);
});

test('is higher for prose than for the same length of a list that says one thing', () => {
  const prose =
    'She had not meant to stay past noon, but the rain came early that year and kept its own hours, so they talked.';
  const list =
    '- item 1: yes\\n- item 2: yes\\n- item 3: yes\\n- item 4: yes\\n- item 5: yes\\n- item 6: yes\\n- item 7: yes';

  expect(entropyOf(prose.slice(0, list.length))).toBeGreaterThan(entropyOf(list) + 1);
});

test('depends on the bytes from start to end alone, and on no text before', () => {
  const bytes = fc.uint8Array({ maxLength: 400 });
  fc.assert(
    fc.property(bytes, bytes, bytes, (text, before, after) => {
      const line = Uint8Array.from([...before, ...text, ...after]);

      const inside = outputEntropy(line, before.length, before.length + text.length);

      expect(inside).toBe(outputEntropy(text, 0, text.length));
    }),
  );
});

test('lies between 0 and 7 bits, and below the logarithm of the triples there are', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), (text) => {
      const bits = outputEntropy(text, 0, text.length);

      expect(bits).toBeGreaterThanOrEqual(0);
      expect(bits).toBeLessThanOrEqual(Math.min(7, Math.log2(Math.max(1, text.length - 2))));
    }),
  );
});

function entropyOf(text: string): number {
  const bytes = new TextEncoder().encode(text);
  return outputEntropy(bytes, 0, bytes.length);
}
