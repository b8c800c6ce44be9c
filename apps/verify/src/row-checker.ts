import { isUtf8 } from 'node:buffer';
import { categories, recordKeys } from '@llamaforge/schema';
import { writeCanonicalForm, type RowValues } from './canonical-form.ts';
import { judgeTally, type Check } from './check.ts';
import { CorpusFigures } from './corpus-figures.ts';
import { DigestSet } from './digest-set.ts';
import { isBlankLine, isTrimmed } from './is-trimmed.ts';
import { ProblemTally } from './problem-tally.ts';
import { type LineChecker } from './scan-lines.ts';

const rowCheckNames = [
  'utf8',
  'json',
  'line_ends',
  'keys',
  'filled',
  'trimmed',
  'well_formed',
  'known_category',
  'canonical',
] as const;

/** What the checks of rows found, over one file or many. */
export type RowTallies = Readonly<Record<(typeof rowCheckNames)[number], ProblemTally>>;

/** Tallies in which nothing is counted yet. */
export function makeRowTallies(): RowTallies {
  return {
    utf8: new ProblemTally(),
    json: new ProblemTally(),
    line_ends: new ProblemTally(),
    keys: new ProblemTally(),
    filled: new ProblemTally(),
    trimmed: new ProblemTally(),
    well_formed: new ProblemTally(),
    known_category: new ProblemTally(),
    canonical: new ProblemTally(),
  };
}

/** The checks of rows with their verdicts, in the order in which reports show them. */
export function judgeRowTallies(tallies: RowTallies): Check[] {
  return rowCheckNames.map((name) => judgeTally(name, tallies[name]));
}

/** A row that has five strings; `holder` is the earlier line that had its digest first, 0 where it is new. */
export interface CheckedRow {
  readonly line: number;
  readonly holder: number;
  readonly values: RowValues;
  readonly text: string;
}

/** How rows are checked; `place` names a line in sentences, `onRow` sees every row that has five strings. */
export interface RowCheckerOptions {
  readonly tallies: RowTallies;
  readonly key: 'exact' | 'rendered';
  readonly place: (line: number) => string;
  /** Whether a row whose digest stood before counts once more in the figures. */
  readonly countsRepeated: boolean;
  readonly onRow: (row: CheckedRow) => void;
}

const knownCategories: ReadonlySet<string> = new Set(categories);
const valueNames = ['instruction', 'input', 'output', 'category', 'source'] as const;

/** Checks rows of records in order and counts them; lines are numbered on from file to file where it is given several. */
export class RowChecker implements LineChecker {
  readonly figures = new CorpusFigures();
  readonly #digests = new DigestSet();
  readonly #options: RowCheckerOptions;
  readonly #tallies: RowTallies;
  #line = 0;

  constructor(options: RowCheckerOptions) {
    this.#options = options;
    this.#tallies = options.tallies;
  }

  /** Lines so far, over all files. */
  get lines(): number {
    return this.#line;
  }

  checkLine(line: Buffer | undefined): void {
    this.#line += 1;
    if (line !== undefined && isBlankLine(line)) {
      this.#add('line_ends', 'is blank');
      this.#digests.skip();
      return;
    }
    const text = this.#readText(line);
    const values = text === undefined ? undefined : this.#readValues(text);
    if (text === undefined || values === undefined) {
      this.figures.rows += 1;
      this.#digests.skip();
      return;
    }
    this.#checkValues(values);
    const canonical = writeCanonicalForm(values, this.#options.key);
    if (canonical.line !== text) this.#add('canonical', 'is not as its values are written');
    const holder = this.#digests.add(canonical.digest);
    if (holder === 0 || this.#options.countsRepeated) {
      this.figures.rows += 1;
      this.figures.addValues(values);
    }
    this.#options.onRow({ line: this.#line, holder, values, text });
  }

  /** Numbers a line that is not checked. */
  passLine(): void {
    this.#line += 1;
    this.#digests.skip();
  }

  checkEnd({ hasLineFeed }: { readonly hasLineFeed: boolean }): void {
    if (!hasLineFeed) this.#add('line_ends', 'the last line has no LF');
  }

  #readText(line: Buffer | undefined): string | undefined {
    if (line === undefined) {
      this.#add('json', 'is longer than 256 MiB');
    } else if (isUtf8(line)) {
      return line.toString('utf8');
    } else {
      this.#add('utf8', 'holds bytes that are not UTF-8');
    }
    return undefined;
  }

  #readValues(text: string): RowValues | undefined {
    const row = parseObject(text);
    if (typeof row === 'string') {
      this.#add('json', row);
      return undefined;
    }
    const problem = findKeyProblem(Object.keys(row));
    const [instruction, input, output, category, source] = Object.values(row);
    if (problem !== undefined) {
      this.#add('keys', problem);
      return undefined;
    }
    if (
      typeof instruction !== 'string' ||
      typeof input !== 'string' ||
      typeof output !== 'string' ||
      typeof category !== 'string' ||
      typeof source !== 'string'
    ) {
      const name = recordKeys.find((key) => typeof row[key] !== 'string') ?? '';
      this.#add('keys', `${name} is not a string`);
      return undefined;
    }
    return { instruction, input, output, category, source };
  }

  #checkValues(values: RowValues): void {
    valueNames.forEach((name, index) => {
      const value = values[name];
      const key = recordKeys[index] ?? name;
      if (!isTrimmed(value)) this.#add('trimmed', `${key} has blanks at its ends`);
      if (!value.isWellFormed()) this.#add('well_formed', `${key} has a lone surrogate`);
      if (value === '' && name !== 'input' && name !== 'category') {
        this.#add('filled', `${key} is empty`);
      }
    });
    if (!knownCategories.has(values.category)) {
      const shown = JSON.stringify(values.category.slice(0, 60));
      this.#add('known_category', `${shown} is no category`);
    }
  }

  #add(check: keyof RowTallies, problem: string): void {
    this.#tallies[check].add(() => `${this.#place()}: ${problem}`);
  }

  #place(): string {
    return this.#options.place(this.#line);
  }
}

/** The object a line holds, or what it is instead. */
function parseObject(text: string): Readonly<Record<string, unknown>> | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'is not JSON';
  }
  if (!isObject(value)) return 'is JSON, but not an object';
  return value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function findKeyProblem(keys: readonly string[]): string | undefined {
  if (keys.length === recordKeys.length && recordKeys.every((key, index) => key === keys[index])) {
    return undefined;
  }
  const missing = recordKeys.find((key) => !keys.includes(key));
  if (missing !== undefined) return `${missing} is missing`;
  const extra = keys.find((key) => !recordKeys.some((known) => known === key));
  if (extra !== undefined) return `${JSON.stringify(extra.slice(0, 60))} is none of the five keys`;
  return `the keys are not in order (${keys.join(', ')})`;
}
