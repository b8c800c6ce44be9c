import { categories, categoryAliases } from '@llamaforge/schema';
import { expect, test } from 'vitest';
import { decideCategory, type CategoryEvidence } from './decide-category.ts';

const nothing: CategoryEvidence = {
  card: undefined,
  tags: { category: undefined, fallbackCategory: undefined },
  vote: undefined,
  rulesCategory: () => 'instruction',
};

test('asks the card, the row, the file, the rules, in this order', () => {
  const row = { category: 'math', fallbackCategory: 'story' };
  const all: CategoryEvidence = { ...nothing, card: 'red_team', tags: row, vote: 'tool_api' };

  expect(decideCategory(all)).toEqual({ category: 'red_team', way: 'card' });
  expect(decideCategory({ ...all, card: undefined })).toEqual({ category: 'cot_math', way: 'row' });
  expect(decideCategory({ ...nothing, vote: 'tool_api' })).toEqual({
    category: 'tool_api',
    way: 'file',
  });
  expect(decideCategory(nothing)).toEqual({ category: 'instruction', way: 'rules' });
});

test('asks the rules only where nothing else decides', () => {
  const rulesCategory = (): never => {
    throw new Error('not needed');
  };

  expect(decideCategory({ ...nothing, vote: 'analytical', rulesCategory }).way).toBe('file');
});

test('reads every category and alias in `_category` and in `category`', () => {
  for (const category of categories) {
    for (const tag of [category, ...categoryAliases[category]]) {
      const own = { category: tag, fallbackCategory: undefined };
      const fallback = { category: undefined, fallbackCategory: tag };

      expect(decideCategory({ ...nothing, tags: own })).toEqual({ category, way: 'row' });
      expect(decideCategory({ ...nothing, tags: fallback })).toEqual({ category, way: 'row' });
    }
  }
});

test('an unknown `_category` is named, and the row goes on to its `category`, the vote, the rules', () => {
  const tags = { category: 'Unknown Thing', fallbackCategory: 'Tool-Use' };
  const unknownTag = 'Unknown Thing';

  expect(decideCategory({ ...nothing, tags, vote: 'analytical' })).toEqual({
    category: 'tool_api',
    way: 'row',
    unknownTag,
  });
  const unknownBoth = { ...tags, fallbackCategory: 'neither' };
  expect(decideCategory({ ...nothing, tags: unknownBoth, vote: 'analytical' })).toEqual({
    category: 'analytical',
    way: 'file',
    unknownTag,
  });
  expect(decideCategory({ ...nothing, tags: unknownBoth })).toEqual({
    category: 'instruction',
    way: 'rules',
    unknownTag,
  });
});

test('an unknown tag is named also where the card decides, and an unknown `category` never', () => {
  expect(
    decideCategory({
      ...nothing,
      card: 'red_team',
      tags: { category: 'x', fallbackCategory: 'y' },
    }),
  ).toEqual({ category: 'red_team', way: 'card', unknownTag: 'x' });
  expect(
    decideCategory({ ...nothing, tags: { category: undefined, fallbackCategory: 'y' } }),
  ).toEqual({ category: 'instruction', way: 'rules' });
});
