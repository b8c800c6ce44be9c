import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Category } from '@llamaforge/schema';
import { createFileVote } from './file-vote.ts';

test('decides at 20 decisions of which 80 % agree', () => {
  expect(resultOf({ cot_math: 16, factual_grounding: 4 })).toBe('cot_math');
});

test('decides nothing at 79 %', () => {
  expect(resultOf({ cot_math: 79, factual_grounding: 21 })).toBeUndefined();
});

test('decides nothing at 19 decisions', () => {
  expect(resultOf({ cot_math: 19 }, 5)).toBeUndefined();
});

test('a row of which the rules say nothing abstains', () => {
  expect(resultOf({ tool_api: 20 }, 19)).toBe('tool_api');
});

test('more than half of all records must agree', () => {
  expect(resultOf({ tool_api: 20 }, 20)).toBeUndefined();
  expect(resultOf({ tool_api: 21 }, 20)).toBe('tool_api');
});

test('an empty file has no vote', () => {
  expect(createFileVote().result()).toBeUndefined();
});

test('is full at 1,000 records and counts none beyond', () => {
  const vote = createFileVote();
  for (let i = 0; i < 999; i++) vote.add({ category: 'tool_api', isDefault: false });
  expect(vote.isFull()).toBe(false);
  vote.add({ category: 'tool_api', isDefault: false });
  expect(vote.isFull()).toBe(true);

  for (let i = 0; i < 9000; i++) vote.add({ category: 'cot_math', isDefault: false });

  expect(vote.result()).toBe('tool_api');
});

test('does not depend on the order of up to 1,000 records', () => {
  const decision = fc.record({
    category: fc.constantFrom<Category>(
      'cot_math',
      'cot_math',
      'cot_math',
      'cot_math',
      'cot_math',
      'tool_api',
    ),
    isDefault: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(decision, { maxLength: 200 }), (decisions) => {
      const forward = createFileVote();
      const backward = createFileVote();

      decisions.forEach((each) => {
        forward.add(each);
      });
      decisions.toReversed().forEach((each) => {
        backward.add(each);
      });

      expect(forward.result()).toBe(backward.result());
    }),
  );
});

type Counts = Partial<Record<'cot_math' | 'factual_grounding' | 'tool_api', number>>;

function resultOf(decided: Counts, abstaining = 0): Category | undefined {
  const vote = createFileVote();
  for (let i = 0; i < abstaining; i++) vote.add({ category: 'instruction', isDefault: true });
  for (const category of ['cot_math', 'factual_grounding', 'tool_api'] as const) {
    for (let i = 0; i < (decided[category] ?? 0); i++) vote.add({ category, isDefault: false });
  }
  return vote.result();
}
