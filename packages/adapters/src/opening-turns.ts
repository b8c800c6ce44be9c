import type { Turn } from '@llamaforge/schema';
import { noTurns, type Turns } from './dialogue.ts';
import { hasText, textOf } from './field-text.ts';
import { refuse, type Refusal } from './outcome.ts';
import { fieldOf, isList, type Row } from './row.ts';

/** What stands before a row's own turns: its `system` or `system_prompt`, then the pairs of its `history`. */
export function openingTurns(row: Row): Turns {
  return joinOpening(textOf(row, systemKeys), historyTurns(row));
}

/** The keys that may hold a row's system text; the first that is not blank counts. */
export const systemKeys = ['system', 'system_prompt'] as const;

/** The system text as the first turn, if it has text, and the history after it. */
export function joinOpening(system: string | Refusal, history: Turns): Turns {
  if (typeof system !== 'string') return system;
  if (!hasText(system) || 'reason' in history) return history;
  return [{ speaker: 'System', text: system }, ...history];
}

/** The turns of `history`, a list of [user, assistant] pairs; null and blank text in a pair are no turn. */
export function historyTurns(row: Row): Turns {
  const history = fieldOf(row, 'history');
  // A table's empty cell is blank text, where JSON would have null.
  if (history === undefined || (typeof history === 'string' && !hasText(history))) return noTurns;
  const malformed = refuse('not_text', '`history` is not a list of [user, assistant] texts');
  if (!isList(history)) return malformed;
  const turns: Turn[] = [];
  for (const pair of history) {
    if (!isList(pair) || pair.length !== 2) return malformed;
    const [asked, answered] = pair;
    if (!isTextOrNull(asked) || !isTextOrNull(answered)) return malformed;
    turns.push(
      { speaker: 'Human', text: asked ?? '' },
      { speaker: 'Assistant', text: answered ?? '' },
    );
  }
  return turns;
}

function isTextOrNull(value: unknown): value is string | null {
  return typeof value === 'string' || value === null;
}
