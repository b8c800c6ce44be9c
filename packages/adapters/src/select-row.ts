import type { RowMapping } from '@llamaforge/schema';
import { compileOnce } from './compile-once.ts';
import { refuse, type Refusal } from './outcome.ts';
import type { Row } from './row.ts';
import { scalarText, shownValue } from './scalar-text.ts';
import { valueAt } from './value-at.ts';

type Where = NonNullable<RowMapping['where']>;

/** Refuses a row in which a column has none of the values that `where` lists for it; values are compared as text. */
export function refuseUnselected(row: Row, where: Where): Refusal | undefined {
  for (const { path, wanted, shown } of compiledWhere(where)) {
    const value = valueAt(row, path);
    const text = scalarText(value);
    if (text !== undefined && wanted.has(text)) continue;
    return refuse('not_selected', `\`${path}\` is ${shownValue(value)}, not ${shown}`);
  }
  return undefined;
}

const SHOWN_VALUES = 5;

const compiledWhere = compileOnce((where: Where) =>
  Object.entries(where).map(([path, values]) => {
    const listed = Array.isArray(values) ? values : [values];
    const shown = listed.slice(0, SHOWN_VALUES).map(shownValue);
    return {
      path,
      wanted: new Set(listed.map(String)),
      shown: `${shown.join(' or ')}${listed.length > SHOWN_VALUES ? '…' : ''}`,
    };
  }),
);
