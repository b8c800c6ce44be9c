import { dialogue, noTurns, speaks, type Turns } from '../dialogue.ts';
import { hasText } from '../field-text.ts';
import { openingTurns } from '../opening-turns.ts';
import { refuse, type Outcome } from '../outcome.ts';
import { fieldOf, isList, type Row } from '../row.ts';
import type { Shape } from '../shape.ts';
import { spokenTurns } from '../spoken-turns.ts';
import { toolsTurns } from '../tools-turns.ts';
import { humanAssistant, lastTurnText } from '../transcript-turns.ts';

const contextKeys = ['prompt', 'messages', 'conversations'] as const;

/** `chosen` is the answer, or the whole dialogue where a user speaks in it (HH-RLHF, TRL, LLaMA-Factory). What was rejected is not read. */
export const preference: Shape = {
  fits: (row) => ['string', 'object'].includes(typeof fieldOf(row, 'chosen')),
  read: (row) => [readSide(row, 'chosen')],
};

/** The records of both sides of a preference, which are read alike. */
export interface PreferenceSides {
  readonly chosen: Outcome;
  readonly rejected: Outcome;
}

/** Reads both sides, what they share only once. */
export function readSides(row: Row): PreferenceSides {
  const side = sideTurns(row, 'chosen');
  const chosen = foldSide(row, side, 'chosen');
  const rejected = otherEnding(row, side, chosen);
  return { chosen, rejected: rejected ?? readSide(row, 'rejected') };
}

/** The dialogue that ends in one side of a preference. */
function readSide(row: Row, key: SideKey): Outcome {
  return foldSide(row, sideTurns(row, key), key);
}

type SideKey = 'chosen' | 'rejected';

function sideTurns(row: Row, key: SideKey): Turns {
  return spokenTurns(row, key, 'Assistant');
}

function foldSide(row: Row, side: Turns, key: SideKey): Outcome {
  const context = speaks(side, 'Human') ? noTurns : contextTurns(row);
  // `answered` stands last: what is malformed anywhere is named first.
  return dialogue(openingTurns(row), context, side, toolsTurns(row), answered(side, key));
}

/** The record of `rejected` where that is the transcript of `chosen` but for the text of the last answer, as in HH-RLHF. */
function otherEnding(row: Row, side: Turns, chosen: Outcome): Outcome | undefined {
  const better = fieldOf(row, 'chosen');
  const worse = fieldOf(row, 'rejected');
  if (typeof better !== 'string' || typeof worse !== 'string') return undefined;
  if ('reason' in side || 'reason' in chosen) return undefined;
  const last = side.at(-1);
  // An answer that is joined to one before it is longer than its own text.
  if (last?.speaker !== 'Assistant' || last.text.trim() !== chosen.text.output) return undefined;
  const begin = better.length - last.text.length;
  if (begin === 0 || !worse.startsWith(better.slice(0, begin))) return undefined;
  const output = lastTurnText(worse, begin, humanAssistant)?.trim() ?? '';
  return output === '' ? undefined : { text: { ...chosen.text, output }, turnsLeftOut: 0 };
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
