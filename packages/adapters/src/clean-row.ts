import type { CleanerName, RowMapping } from '@llamaforge/schema';
import type { Cleaner } from './cleaners/cleaner.ts';
import { commaMarks } from './cleaners/comma-marks.ts';
import { glaiveCalls } from './cleaners/glaive-calls.ts';
import { html } from './cleaners/html.ts';
import { treebank } from './cleaners/treebank.ts';
import { compileOnce } from './compile-once.ts';
import { refuse, type Refusal } from './outcome.ts';
import { isList, type Row } from './row.ts';
import { valueAt, withValueAt } from './value-at.ts';

type Clean = NonNullable<RowMapping['clean']>;

const cleaners: Readonly<Record<CleanerName, Cleaner>> = {
  treebank,
  comma_marks: commaMarks,
  html,
  glaive_calls: glaiveCalls,
};

/** A row that was cleaned; in a field of its own, because a row may hold any key, `reason` included. */
export interface CleanedRow {
  readonly row: Row;
}

/** A copy of the row in which the columns' texts, and texts in lists there, are clean; what is no text stays as it is. */
export function cleanRow(given: Row, clean: Clean): CleanedRow | Refusal {
  let row = given;
  for (const [path, names] of compiledClean(clean)) {
    const value = valueAt(row, path);
    const cleaned = cleanedValue(value, names, path);
    if ('reason' in cleaned) return cleaned;
    if (cleaned.value !== value) row = withValueAt(row, path, cleaned.value);
  }
  return { row };
}

const compiledClean = compileOnce((clean: Clean) => Object.entries(clean));

function cleanedValue(
  value: unknown,
  names: readonly CleanerName[],
  path: string,
): { readonly value: unknown } | Refusal {
  if (typeof value === 'string') return cleanedText(value, names, path);
  if (!isList(value)) return { value };
  const list: unknown[] = [];
  for (const [index, element] of value.entries()) {
    if (typeof element !== 'string') {
      list.push(element);
      continue;
    }
    const cleaned = cleanedText(element, names, `${path}.${String(index)}`);
    if ('reason' in cleaned) return cleaned;
    list.push(cleaned.value);
  }
  return { value: list };
}

function cleanedText(
  text: string,
  names: readonly CleanerName[],
  where: string,
): { readonly value: string } | Refusal {
  let value = text;
  for (const name of names) {
    const cleaned = cleaners[name](value);
    if (typeof cleaned !== 'string') {
      return refuse(cleaned.reason, `\`${where}\` ${cleaned.detail}`);
    }
    value = cleaned;
  }
  return { value };
}
