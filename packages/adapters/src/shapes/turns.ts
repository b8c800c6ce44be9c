import type { Turn } from '@llamaforge/schema';
import { dialogue } from '../dialogue.ts';
import { openingTurns } from '../opening-turns.ts';
import { fieldOf, isList, type Row } from '../row.ts';
import type { Shape } from '../shape.ts';

/** UltraChat's form: `data` is a list of texts, spoken in turn, the user first. */
export const turns: Shape = {
  fits: (row) => textsOf(row) !== undefined,
  read: (row) => [dialogue(openingTurns(row), (textsOf(row) ?? []).map(asTurn))],
};

function textsOf(row: Row): readonly string[] | undefined {
  const data = fieldOf(row, 'data');
  return isList(data) && data.every((text) => typeof text === 'string') ? data : undefined;
}

function asTurn(text: string, index: number): Turn {
  return { speaker: index % 2 === 0 ? 'Human' : 'Assistant', text };
}
