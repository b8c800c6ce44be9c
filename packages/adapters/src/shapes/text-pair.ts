import { exchange } from '../exchange.ts';
import { textOf } from '../field-text.ts';
import { openingTurns } from '../opening-turns.ts';
import { holds, holdsOneOf, type Row } from '../row.ts';
import type { Shape } from '../shape.ts';

interface TextPair {
  readonly first: string;
  readonly second: readonly string[];
}

const pairs: readonly TextPair[] = [
  { first: 'input', second: ['target', 'output'] },
  { first: 'inputs', second: ['targets'] },
  { first: 'context', second: ['continuation', 'answer'] },
  { first: 'text', second: ['code'] },
];

/** Two texts under a known pair of names (BIG-bench, FLAN, LLM Foundry, MBPP); there is no input. */
export const textPair: Shape = {
  fits: (row) => pairOf(row) !== undefined,
  read: (row) => {
    const pair = pairOf(row);
    return [
      exchange(openingTurns(row), {
        instruction: textOf(row, pair === undefined ? [] : [pair.first]),
        input: '',
        output: textOf(row, pair?.second ?? []),
      }),
    ];
  },
};

function pairOf(row: Row): TextPair | undefined {
  return pairs.find(({ first, second }) => holds(row, first) && holdsOneOf(row, second));
}
