/** What rows are made; the same options give the same bytes. Shares are of all rows, from 0 to 1. */
export interface RowsOptions {
  readonly rows: number;
  readonly seed: number;
  /** the number of the first row, a multiple of 8: rows that go on where another folder ends, and repeat its rows too */
  readonly first: number;
  /** rows that repeat the texts of an earlier one */
  readonly duplicates: number;
  /** rows whose characters outside ASCII stand as `\uXXXX`: those of one file first */
  readonly escapes: number;
  /** lines that are no row: cut, not UTF-8, or without an answer */
  readonly broken: number;
  /** rows that are a dialogue of four turns */
  readonly dialogues: number;
}

/** How many files the rows are dealt over, one by one: row `n` stands in file `n % fileCount`. */
export const fileCount = 8;

/** Of what the corpus that the product was made for holds; a million rows are 1 GB. */
export const usualRows: RowsOptions = {
  rows: 1_000_000,
  seed: 1,
  first: 0,
  duplicates: 0.166,
  escapes: 1 / fileCount,
  broken: 1 / 20_000,
  dialogues: 0,
};

const shares = ['duplicates', 'escapes', 'broken', 'dialogues'] as const;

/** Gives the options back; throws a RangeError that names the first one that is out of its range. */
export function checkedRowsOptions(options: RowsOptions): RowsOptions {
  const { rows, seed, first } = options;
  for (const [name, count] of Object.entries({ rows, seed, first })) {
    if (!Number.isSafeInteger(count) || count < 0) {
      throw new RangeError(`--${name} is a whole number from 0, and not ${String(count)}`);
    }
  }
  // Rows are told apart by 32 bits.
  if (first % fileCount !== 0 || first + rows > 2 ** 32) {
    throw new RangeError(`--first is a multiple of ${String(fileCount)}, and rows end below 2³²`);
  }
  for (const name of shares) {
    const share = options[name];
    if (!(share >= 0 && share <= 1)) {
      throw new RangeError(`--${name} is a share from 0 to 1, and not ${String(share)}`);
    }
  }
  return options;
}
