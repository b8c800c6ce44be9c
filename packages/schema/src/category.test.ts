import { expect, test } from 'vitest';
import {
  categories,
  categoryAliases,
  categoryLabels,
  categoryOfTag,
  profileBuckets,
} from './category.ts';

test('reads every category and every alias as its category, and no tag as two', () => {
  const tags = categories.flatMap((category) =>
    [category, ...categoryAliases[category]].map((tag) => [tag, category] as const),
  );

  expect(tags.map(([tag]) => [tag, categoryOfTag(tag)])).toEqual(tags);
  expect(new Set(tags.map(([tag]) => tag)).size).toBe(tags.length);
  expect(tags).toHaveLength(12 + 46);
});

test.each([
  ['Code', 'code_debugging'],
  ['  closed_qa\n', 'factual_grounding'],
  ['Closed QA', 'factual_grounding'],
  ['closed-qa', 'factual_grounding'],
  ['Chain-of/Thought', 'cot_math'],
  ['CREATIVE\u00a0WRITING', 'creative_narrative'],
  ['function calling', 'tool_api'],
])('compares %j without regard to case, dashes, slashes and blanks', (tag, category) => {
  expect(categoryOfTag(tag)).toBe(category);
});

test.each(['', ' ', 'unknown', 'closed__qa', 'codes', 'constructor', '__proto__', 'closed.qa'])(
  'knows no category for %j',
  (tag) => {
    expect(categoryOfTag(tag)).toBeUndefined();
  },
);

test('counts analytical rows and reasoning traces under one label, and all others apart', () => {
  const labels = categories.map((category) => categoryLabels[category]);

  expect(categoryLabels.reasoning_trace).toBe(categoryLabels.analytical);
  expect(new Set(labels).size).toBe(categories.length - 1);
});

test('puts every category into a bucket of behaviour profiles', () => {
  expect(new Set(Object.values(profileBuckets))).toEqual(
    new Set([
      'instruction',
      'code',
      'red_team',
      'analytical',
      'cot_math',
      'creative',
      'factual',
      'tool_use',
    ]),
  );
  expect(Object.keys(profileBuckets)).toEqual([...categories]);
});
