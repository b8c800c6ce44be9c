import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Category } from '@llamaforge/schema';
import { createFileVote } from './file-vote.ts';

test('decides at 20 clear voices of which 80 % agree', () => {
  expect(resultOf({ cot_math: 16, factual_grounding: 4 })).toBe('cot_math');
});

test('decides nothing at 79 %', () => {
  expect(resultOf({ cot_math: 79, factual_grounding: 21 })).toBeUndefined();
});

test('decides nothing at 19 voices, however many records had none', () => {
  expect(resultOf({ cot_math: 19 }, 15)).toBeUndefined();
});

test('records without a voice count only once they are more than two in three', () => {
  expect(resultOf({ tool_api: 30 }, 60)).toBe('tool_api');
  expect(resultOf({ tool_api: 30 }, 61)).toBeUndefined();
});

test('an empty file has no vote', () => {
  expect(createFileVote().result()).toBeUndefined();
});

test('is full at 1,000 records and counts none beyond', () => {
  const vote = createFileVote();
  for (let i = 0; i < 999; i++) vote.add({ category: 'tool_api', clear: true });
  expect(vote.isFull()).toBe(false);
  vote.add({ category: 'tool_api', clear: true });
  expect(vote.isFull()).toBe(true);

  for (let i = 0; i < 9000; i++) vote.add({ category: 'cot_math', clear: true });

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
    clear: fc.boolean(),
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

function resultOf(voices: Partial<Record<Category, number>>, unclear = 0): Category | undefined {
  const vote = createFileVote();
  for (let i = 0; i < unclear; i++) vote.add({ category: 'instruction', clear: false });
  for (const [category, count] of Object.entries(voices)) {
    for (let i = 0; i < count; i++) vote.add({ category: categoryNamed(category), clear: true });
  }
  return vote.result();
}

function categoryNamed(name: string): Category {
  return name === 'cot_math' || name === 'factual_grounding' ? name : 'tool_api';
}
