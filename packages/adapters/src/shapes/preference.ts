import { dialogue, noTurns, speaks, type Turns } from '../dialogue.ts';
import { hasText } from '../field-text.ts';
import { openingTurns } from '../opening-turns.ts';
import { refuse } from '../outcome.ts';
import { fieldOf, isList, type Row } from '../row.ts';
import type { Shape } from '../shape.ts';
import { spokenTurns } from '../spoken-turns.ts';
import { toolsTurns } from '../tools-turns.ts';

const contextKeys = ['prompt', 'messages', 'conversations'] as const;

/** `chosen` is the answer, or the whole dialogue where a user speaks in it (HH-RLHF, TRL, LLaMA-Factory). What was rejected is not read. */
export const preference: Shape = {
  fits: (row) => ['string', 'object'].includes(typeof fieldOf(row, 'chosen')),
  read: (row) => {
    const chosen = spokenTurns(row, 'chosen', 'Assistant');
    const context = speaks(chosen, 'Human') ? noTurns : contextTurns(row);
    // `answered` stands last: what is malformed anywhere is named first.
    return [dialogue(openingTurns(row), context, chosen, toolsTurns(row), answered(chosen))];
  },
};

function contextTurns(row: Row): Turns {
  const key = contextKeys.find((name) => isFilled(fieldOf(row, name)));
  return key === undefined ? noTurns : spokenTurns(row, key, 'Human');
}

function isFilled(value: unknown): boolean {
  if (isList(value)) return value.length > 0;
  return typeof value === 'string' ? hasText(value) : value !== undefined;
}

/** Refuses where nothing is chosen, lest an answer out of the context stand in for it. */
function answered(chosen: Turns): Turns {
  return 'reason' in chosen || speaks(chosen, 'Assistant')
    ? noTurns
    : refuse('missing_output', 'no assistant turn in `chosen` has text');
}
