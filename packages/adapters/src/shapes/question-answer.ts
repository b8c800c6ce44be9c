import { exchange } from '../exchange.ts';
import { textOf } from '../field-text.ts';
import { openingTurns } from '../opening-turns.ts';
import { fieldOf, holds, holdsOneOf, isRow, type Row } from '../row.ts';
import type { Shape } from '../shape.ts';

const inputKeys = ['input', 'context'] as const;
const answerKeys = ['answer', 'response', 'completion'] as const;

/** `question` and its answer (GSM8K, TriviaQA, OpenOrca); TriviaQA's answer is an object, of which `value` counts. */
export const questionAnswer: Shape = {
  fits: (row) => holds(row, 'question') && holdsOneOf(row, answerKeys),
  read: (row) => [
    exchange(openingTurns(row), {
      instruction: textOf(row, ['question']),
      input: textOf(row, inputKeys),
      output: textOf(withPlainAnswer(row), answerKeys),
    }),
  ],
};

function withPlainAnswer(row: Row): Row {
  const answer = fieldOf(row, 'answer');
  return isRow(answer) && Object.hasOwn(answer, 'value')
    ? { ...row, answer: answer['value'] }
    : row;
}
