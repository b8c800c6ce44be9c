import { exchange } from '../exchange.ts';
import { textOf } from '../field-text.ts';
import { openingTurns } from '../opening-turns.ts';
import { holds } from '../row.ts';
import type { Shape } from '../shape.ts';

/** What was said and the reply to it, with no question beside them (ProsocialDialog, Counsel Chat and their kin). */
export const contextResponse: Shape = {
  fits: (row) => holds(row, 'context') && holds(row, 'response'),
  read: (row) => [
    exchange(openingTurns(row), {
      instruction: textOf(row, ['context']),
      input: '',
      output: textOf(row, ['response']),
    }),
  ],
};
