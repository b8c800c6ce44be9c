import { checkedRowsOptions, usualRows, type RowsOptions } from './options.ts';

/** The options as flags of `parseArgs`. */
export const rowsFlags = {
  rows: { type: 'string' },
  seed: { type: 'string' },
  first: { type: 'string' },
  duplicates: { type: 'string' },
  escapes: { type: 'string' },
  broken: { type: 'string' },
  dialogues: { type: 'string' },
} as const;

/** What the flags say, and the usual where they say nothing; throws a RangeError for what is out of range. */
export function rowsOptionsOf(
  flags: Readonly<Partial<Record<keyof RowsOptions, string | undefined>>>,
): RowsOptions {
  const given = (name: keyof RowsOptions): number => {
    const text = flags[name];
    // `Number('')` is 0, which nobody means.
    return text === undefined ? usualRows[name] : text.trim() === '' ? NaN : Number(text);
  };
  return checkedRowsOptions({
    rows: given('rows'),
    seed: given('seed'),
    first: given('first'),
    duplicates: given('duplicates'),
    escapes: given('escapes'),
    broken: given('broken'),
    dialogues: given('dialogues'),
  });
}
