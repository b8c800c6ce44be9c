import type { Turn } from '@llamaforge/schema';
import { dialogue, type Turns } from '../dialogue.ts';
import { asText } from '../field-text.ts';
import { openingTurns } from '../opening-turns.ts';
import { fieldOf, isList, isRow, type Row } from '../row.ts';
import type { Shape } from '../shape.ts';

const userKey = 'user utterance';
const systemKey = 'system response';

/** DialogStudio's common form for its 80-odd sets: `log`, one or a list of `{user utterance, system response}`. */
export const dialogstudio: Shape = {
  fits: (row) => exchangesOf(row).length > 0,
  read: (row) => [dialogue(openingTurns(row), readTurns(exchangesOf(row)))],
};

function exchangesOf(row: Row): readonly Row[] {
  const log = fieldOf(row, 'log');
  const elements = isList(log) ? log : [log];
  const exchanges = elements.filter(isRow);
  const allFit =
    exchanges.length === elements.length &&
    exchanges.every(
      (element) => Object.hasOwn(element, userKey) && Object.hasOwn(element, systemKey),
    );
  return allFit ? exchanges : [];
}

function readTurns(exchanges: readonly Row[]): Turns {
  const turns: Turn[] = [];
  for (const [index, element] of exchanges.entries()) {
    const asked = asText(element[userKey], `log.${String(index)}.${userKey}`);
    if (typeof asked !== 'string') return asked;
    const answered = asText(element[systemKey], `log.${String(index)}.${systemKey}`);
    if (typeof answered !== 'string') return answered;
    turns.push({ speaker: 'Human', text: asked }, { speaker: 'Assistant', text: answered });
  }
  return turns;
}
