import { exchange } from '../exchange.ts';
import { notText, textOf } from '../field-text.ts';
import { openingTurns } from '../opening-turns.ts';
import { refuse } from '../outcome.ts';
import { fieldOf, holds, isList, isRow } from '../row.ts';
import type { Shape } from '../shape.ts';

/** Self-Instruct's seed form: one `instruction` for several `instances` of `{input, output}`, a record each. */
export const instances: Shape = {
  fits: (row) => holds(row, 'instruction') && isList(fieldOf(row, 'instances')),
  read: (row) => {
    const listed = fieldOf(row, 'instances');
    const elements = isList(listed) ? listed : [];
    if (elements.length === 0) return [refuse('missing_output', '`instances` is empty')];
    const opening = openingTurns(row);
    const instruction = textOf(row, ['instruction']);
    return elements.map((element, index) =>
      isRow(element)
        ? exchange(opening, {
            instruction,
            input: textOf(element, ['input']),
            output: textOf(element, ['output']),
          })
        : notText(`instances.${String(index)}`, element),
    );
  },
};
