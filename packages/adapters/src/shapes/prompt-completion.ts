import { exchange } from '../exchange.ts';
import { textOf } from '../field-text.ts';
import { openingTurns } from '../opening-turns.ts';
import { holdsOneOf } from '../row.ts';
import type { Shape } from '../shape.ts';

const promptKeys = ['prompt', 'query'] as const;
const inputKeys = ['input', 'context'] as const;
const completionKeys = [
  'completion',
  'response',
  'answer',
  'output',
  'story',
  'canonical_solution',
] as const;

/** `prompt` or `query` and what follows it (P3, HumanEval, WritingPrompts, completion APIs). */
export const promptCompletion: Shape = {
  fits: (row) => holdsOneOf(row, promptKeys) && holdsOneOf(row, completionKeys),
  read: (row) => [
    exchange(openingTurns(row), {
      instruction: textOf(row, promptKeys),
      input: textOf(row, inputKeys),
      output: textOf(row, completionKeys),
    }),
  ],
};
