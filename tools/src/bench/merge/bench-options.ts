import { parseArgs } from 'node:util';

/** What the bench is asked for. */
export interface BenchOptions {
  readonly rows: number;
  readonly runs: number;
  readonly dialogues: number;
  /** the share of the rows that Python reads */
  readonly pythonRows: number;
  /** contenders by name; undefined for all */
  readonly only: readonly string[] | undefined;
  /** sizes to append to */
  readonly append: readonly number[];
  /** sizes at which the cost of a row is measured */
  readonly sizes: readonly number[];
  /** where data sets stay for another time, and all is written */
  readonly keep: string | undefined;
  /** JSONL files to run on in place of rows that are made up */
  readonly data: string | undefined;
}

/** Reads the command's words; throws a RangeError or what `parseArgs` throws. */
export function parseBenchOptions(words: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...words],
    options: {
      rows: { type: 'string', default: '1000000' },
      runs: { type: 'string', default: '3' },
      dialogues: { type: 'string', default: '0' },
      'python-rows': { type: 'string', default: '1' },
      only: { type: 'string' },
      append: { type: 'string', default: '' },
      sizes: { type: 'string', default: '' },
      keep: { type: 'string' },
      data: { type: 'string' },
    },
  });
  return {
    rows: countOf('rows', values.rows),
    runs: countOf('runs', values.runs),
    dialogues: shareOf('dialogues', values.dialogues, 0),
    pythonRows: shareOf('python-rows', values['python-rows'], 0.001),
    only: values.only === undefined ? undefined : listOf(values.only),
    append: listOf(values.append).map((size) => countOf('append', size)),
    sizes: listOf(values.sizes).map((size) => countOf('sizes', size)),
    keep: values.keep,
    data: values.data,
  };
}

function listOf(text: string): readonly string[] {
  return text.split(',').filter((item) => item !== '');
}

function countOf(flag: string, text: string): number {
  const count = Number(text);
  if (Number.isSafeInteger(count) && count > 0) return count;
  throw new RangeError(`--${flag} is a whole number above 0, and not ${text}`);
}

function shareOf(flag: string, text: string, least: number): number {
  const share = Number(text);
  if (share >= least && share <= 1) return share;
  throw new RangeError(`--${flag} is a share from ${String(least)} to 1, and not ${text}`);
}
