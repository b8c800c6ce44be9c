import { expect, test } from 'vitest';
import { categories } from '@llamaforge/schema';
import { measures } from './pattern-language.ts';
import { rules } from './rules.ts';
import { signals } from './signals.ts';

test('every category but `analytical`, which shares a label, has rules', () => {
  const ruled = rules.map(([category]) => category);

  expect(categories.filter((category) => !ruled.includes(category))).toEqual(['analytical']);
  expect(new Set(ruled).size).toBe(ruled.length);
});

test('weights and bounds are integers, and every condition can hold', () => {
  const odd = rules.flatMap(([, list]) =>
    list.filter(
      ({ weight, when }) =>
        !Number.isInteger(weight) ||
        weight === 0 ||
        when.some(([, least, most = least]) => !Number.isInteger(least + most) || most < least),
    ),
  );

  expect(odd).toEqual([]);
});

test('every signal and every measure is asked for', () => {
  const asked = new Set(
    rules.flatMap(([, list]) =>
      list.flatMap(({ when }) => when.map(([name]) => name.split('.')[1])),
    ),
  );

  expect([...measures, ...Object.keys(signals)].filter((name) => !asked.has(name))).toEqual([]);
});
