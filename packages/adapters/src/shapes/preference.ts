import { dialogue, noTurns, speaks, type Turns } from '../dialogue.ts';
import { hasText } from '../field-text.ts';
import { openingTurns } from '../opening-turns.ts';
import { refuse, type Outcome } from '../outcome.ts';
import { fieldOf, isList, type Row } from '../row.ts';
import type { Shape } from '../shape.ts';
import { spokenTurns } from '../spoken-turns.ts';
import { toolsTurns } from '../tools-turns.ts';

const contextKeys = ['prompt', 'messages', 'conversations'] as const;

/** `chosen` is the answer, or the whole dialogue where a user speaks in it (HH-RLHF, TRL, LLaMA-Factory). What was rejected is not read. */
export const preference: Shape = {
  fits: (row) => ['string', 'object'].includes(typeof fieldOf(row, 'chosen')),
  read: (row) => [readSide(row, 'chosen')],
};

/** The dialogue that ends in one side of a preference, both of which are read alike. */
export function readSide(row: Row, key: 'chosen' | 'rejected'): Outcome {
  const side = spokenTurns(row, key, 'Assistant');
  const context = speaks(side, 'Human') ? noTurns : contextTurns(row);
  // `answered` stands last: what is malformed anywhere is named first.
  return dialogue(openingTurns(row), context, side, toolsTurns(row), answered(side, key));
}

function contextTurns(row: Row): Turns {
  const key = contextKeys.find((name) => isFilled(fieldOf(row, name)));
  return key === undefined ? noTurns : spokenTurns(row, key, 'Human');
}

function isFilled(value: unknown): boolean {
  if (isList(value)) return value.length > 0;
  return typeof value === 'string' ? hasText(value) : value !== undefined;
}

/** Refuses where nothing stands on the side, lest an answer out of the context stand in for it. */
function answered(side: Turns, key: string): Turns {
  return 'reason' in side || speaks(side, 'Assistant')
    ? noTurns
    : refuse('missing_output', `no assistant turn in \`${key}\` has text`);
}
