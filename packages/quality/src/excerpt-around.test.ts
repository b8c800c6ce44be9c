import { expect, test } from 'vitest';
import { excerptAround } from './excerpt-around.ts';

test('shows what was found between the words around it, on one line', () => {
  const text = `${'before '.repeat(9)}\n\nFOUND\t${'after '.repeat(9)}`;
  const start = text.indexOf('FOUND');

  expect(excerptAround(text, start, start + 5)).toBe(
    '… before before before FOUND after after after after…',
  );
});

test('stays below 200 units and within its text, and cuts no pair of surrogates into halves', () => {
  const emoji = '🎯'.repeat(300);

  const excerpts = [excerptAround(emoji, 101, 500), excerptAround('so', 0, 2)];

  expect(excerpts.map((excerpt) => excerpt.length < 200 && excerpt.isWellFormed())).toEqual([
    true,
    true,
  ]);
  expect(excerpts[1]).toBe('so');
});
