import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OverlapCounter } from './overlap-counter.ts';

test('counts every pair of the files that hold a digest', () => {
  const counter = new OverlapCounter();

  for (const files of [[1, 2, 5], [2, 5], [], [7]]) counter.addGroup(files, files.length);

  expect([...counter]).toEqual([
    { first: 1, second: 2, digests: 1 },
    { first: 1, second: 5, digests: 1 },
    { first: 2, second: 5, digests: 2 },
  ]);
});

test('reads no further than the count', () => {
  const counter = new OverlapCounter();

  counter.addGroup(Uint32Array.of(1, 2, 1), 2);

  expect([...counter]).toEqual([{ first: 1, second: 2, digests: 1 }]);
});

test('equals a plain count, repeats or not', () => {
  const file = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 2 ** 26 - 1 }));
  const group = fc.array(file, { maxLength: 8 }).map((files) => files.sort((a, b) => a - b));
  fc.assert(
    fc.property(fc.array(group, { maxLength: 50 }), (groups) => {
      const counter = new OverlapCounter();

      for (const files of groups) counter.addGroup(files, files.length);

      expect([...counter]).toEqual(countPlainly(groups));
    }),
  );
});

test('counts on while it grows to hundreds of thousands of pairs', () => {
  const counter = new OverlapCounter();
  const files = Uint32Array.from({ length: 600 }, (_, index) => index + 1);

  counter.addGroup(files, 600);
  counter.addGroup(files, 300);

  const pairs = [...counter];
  expect(pairs).toHaveLength((600 * 599) / 2);
  expect(pairs.filter(({ digests }) => digests === 2)).toHaveLength((300 * 299) / 2);
  expect(pairs.at(-1)).toEqual({ first: 599, second: 600, digests: 1 });
});

test.each([
  ['descend', [2, 1]],
  ['are no file numbers', [1, 2 ** 26]],
  ['begin at no file', [0, 1]],
])('refuses files that %s', (_, files) => {
  expect(() => {
    new OverlapCounter().addGroup(files, 2);
  }).toThrow('the numbers of the files that hold a digest do not ascend from 1 on');
});

function countPlainly(groups: readonly (readonly number[])[]): unknown[] {
  const counts = new Map<string, { first: number; second: number; digests: number }>();
  for (const group of groups) {
    const files = [...new Set(group)];
    for (const [index, first] of files.entries()) {
      for (const second of files.slice(index + 1)) {
        const key = `${String(first)} ${String(second)}`;
        const digests = (counts.get(key)?.digests ?? 0) + 1;
        counts.set(key, { first, second, digests });
      }
    }
  }
  return [...counts.values()].sort((a, b) => a.first - b.first || a.second - b.second);
}
