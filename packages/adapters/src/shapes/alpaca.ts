import { exchange } from '../exchange.ts';
import { textOf } from '../field-text.ts';
import { openingTurns } from '../opening-turns.ts';
import { holds, holdsOneOf } from '../row.ts';
import type { Shape } from '../shape.ts';

const instructionKeys = ['instruction'] as const;
const inputKeys = ['input', 'context'] as const;
const outputKeys = ['output', 'response', 'completion', 'answer'] as const;

/** Alpaca's form and its near kin (Dolly, GPTeacher): `instruction` and an answer under one of four names. */
export const alpaca: Shape = {
  fits: (row) => holds(row, 'instruction') && holdsOneOf(row, outputKeys),
  read: (row) => [
    exchange(openingTurns(row), {
      instruction: textOf(row, instructionKeys),
      input: textOf(row, inputKeys),
      output: textOf(row, outputKeys),
    }),
  ],
};
