import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearestName } from './nearest-name.ts';

const flags = ['input', 'output', 'manifest', 'key', 'on-damage', 'max-total'];

test.each([
  ['input', 'input'],
  ['inptu', 'input'],
  ['inputs', 'input'],
  ['nput', 'input'],
  ['ouput', 'output'],
  ['Manifets', 'manifest'],
  ['on-damge', 'on-damage'],
  ['ky', 'key'],
])('takes %s for a slip of %s', (word, name) => {
  expect(nearestName(word, flags)).toBe(name);
});

test.each(['', 'x', 'keyword', 'database', 'outputs-all', 'tupni'])(
  'takes %j for no slip at all',
  (word) => {
    expect(nearestName(word, flags)).toBeUndefined();
  },
);

test('prefers the nearer of two names, and the first of equally near ones', () => {
  expect(nearestName('merge', ['emerge', 'merge'])).toBe('merge');
  expect(nearestName('cat', ['bat', 'rat'])).toBe('bat');
  expect(nearestName('cat', ['rat', 'bat'])).toBe('rat');
});

test('knows nothing near where nothing is known', () => {
  expect(nearestName('merge', [])).toBeUndefined();
});

test('finds a name after any one slip: a letter missing, added, changed, or two swapped', () => {
  const slips = fc.record({
    name: fc.stringMatching(/^[a-z]{4,12}$/u),
    at: fc.nat(),
    letter: fc.constantFrom('a', 'b', 'y', 'z', '-'),
    kind: fc.constantFrom('missing', 'added', 'changed', 'swapped'),
  });
  fc.assert(
    fc.property(slips, ({ name, at, letter, kind }) => {
      const index = at % name.length;
      const [before, here, after] = [
        name.slice(0, index),
        name.charAt(index),
        name.slice(index + 1),
      ];
      const word = {
        missing: before + after,
        added: before + letter + here + after,
        changed: before + letter + after,
        swapped: before + after.slice(0, 1) + here + after.slice(1),
      }[kind];

      expect(nearestName(word, ['0000000000000000', name])).toBe(name);
    }),
  );
});

test('counts edits as the definition does', () => {
  const words = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(words, words, (word, name) => {
      const allowed = Math.max(1, Math.floor(word.length / 3));

      expect(nearestName(word, [name])).toBe(distance(word, name) <= allowed ? name : undefined);
    }),
    { numRuns: 1000 },
  );
});

/** Optimal string alignment distance, straight from its recursive definition. */
function distance(a: string, b: string): number {
  if (a === '' || b === '') return Math.max(a.length, b.length);
  const [startA, startB] = [a.slice(0, -1), b.slice(0, -1)];
  const swapped = a.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1);
  return Math.min(
    distance(startA, b) + 1,
    distance(a, startB) + 1,
    distance(startA, startB) + (a.at(-1) === b.at(-1) ? 0 : 1),
    swapped ? distance(a.slice(0, -2), b.slice(0, -2)) + 1 : Infinity,
  );
}
