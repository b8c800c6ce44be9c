import { type LanguageOf } from '@llamaforge/quality';
import { categories } from '@llamaforge/schema';
import { writeCanonicalForm } from '../canonical-form.ts';
import { isBlankLine } from '../is-trimmed.ts';
import { chooseRows, rankRows } from '../row-choice.ts';
import { keepLowest, type RowPlace } from './keep-lowest.ts';
import { parseRow } from './parse-row.ts';
import { printOf, PromptPrintList } from './prompt-prints.ts';
import { PromptFinder } from './prompt-finder.ts';
import { RowTails, type FoundTail, type RowTail } from './row-tails.ts';
import { addSampledRow, makeSampleSums, type CountTokens } from './sample-sums.ts';
import { type RowSpan } from './walk-range.ts';
import { READINGS_SHOWN, type WalkSums } from './walk-sums.ts';

/** Which rows are looked at closely; about so many of each are wanted. */
export interface SamplePlan {
  readonly seed: number;
  /** rows in all, as far as can be told beforehand */
  readonly rowsInAll: number;
  readonly rowsWanted: number;
  /** of the sample, rows whose language is looked at */
  readonly languageRowsWanted: number;
  /** of the sample, rows whose tokens are counted */
  readonly tokenRowsWanted: number;
}

/** What looks into a row's text; `languageOf` is undefined where no language is wanted. */
export interface TextReaders {
  readonly languageOf: LanguageOf | undefined;
  readonly countTokens: CountTokens;
}

interface Readings {
  readonly rows: RowPlace[];
  /** ranks from here on are not kept */
  below: number;
}

/**
 * Sums up rows as they are walked. A row outside the sample is not parsed: its end says category and source, and the
 * bytes of its prompt say whether it may train as another does.
 */
export class RowSums {
  readonly #readers: TextReaders;
  readonly #rankOf: (place: number) => number;
  readonly #isSampled: (place: number) => boolean;
  readonly #isOfLanguage: (place: number) => boolean;
  readonly #isCounted: (place: number) => boolean;
  readonly #tails = new RowTails();
  readonly #prompts = new PromptFinder();
  readonly #prints = new PromptPrintList();
  // What is no category is not shown, however many names there are.
  readonly #readings = new Map<string, Readings>(
    categories.map((category) => [category, { rows: [], below: Infinity }]),
  );
  readonly #sample = makeSampleSums();
  #rows = 0;
  #unreadable = 0;

  constructor(plan: SamplePlan, readers: TextReaders) {
    this.#readers = readers;
    this.#rankOf = rankRows(plan.seed + 1);
    // One seed for all three: whoever is among fewer rows is among the more, too.
    this.#isSampled = chooseRows(plan);
    this.#isOfLanguage = chooseRows({ ...plan, rowsWanted: plan.languageRowsWanted });
    this.#isCounted = chooseRows({ ...plan, rowsWanted: plan.tokenRowsWanted });
  }

  /** Everything so far. */
  get sums(): WalkSums {
    return {
      rows: this.#rows,
      unreadable: this.#unreadable,
      tails: this.#tails.tails,
      readings: new Map([...this.#readings].map(([category, { rows }]) => [category, rows])),
      sample: this.#sample,
      prompts: [this.#prints.rows],
    };
  }

  addRow(row: RowSpan): void {
    const found = this.#tails.find(row);
    if (found === undefined) this.#addUnusual(row);
    else this.#addFound(row, found);
  }

  #addFound(row: RowSpan, { tail, start }: FoundTail): void {
    this.#rows += 1;
    this.#addToCategory(row, tail);
    this.#addPrompt(row, start);
    if (this.#isSampled(row.place)) this.#addToSample(row);
  }

  #addPrompt(row: RowSpan, tailStart: number): void {
    let prompt = this.#prompts.find(row, tailStart);
    if (prompt === 'unknown') {
      const rewritten = this.#rewrite(row);
      prompt = rewritten && this.#prompts.find(rewritten.row, rewritten.found.start);
    }
    if (prompt !== undefined && prompt !== 'unknown') this.#prints.add(printOf(prompt), row);
  }

  #addToCategory(row: RowSpan, tail: RowTail): void {
    tail.rows += 1;
    const rank = this.#rankOf(row.place);
    const readings = this.#readings.get(tail.category);
    if (readings === undefined || rank > readings.below) return;
    keepLowest(readings.rows, { place: row.place, line: row.line, rank }, READINGS_SHOWN);
    if (readings.rows.length === READINGS_SHOWN) readings.below = readings.rows.at(-1)?.rank ?? 0;
  }

  #addToSample(row: RowSpan): void {
    const values = parseRow(textOf(row));
    if (values === undefined) {
      this.#unreadable += 1;
      return;
    }
    const { languageOf, countTokens } = this.#readers;
    addSampledRow(this.#sample, {
      values,
      at: { place: row.place, line: row.line, rank: this.#rankOf(row.place) },
      languageOf: this.#isOfLanguage(row.place) ? languageOf : undefined,
      countTokens: this.#isCounted(row.place) ? countTokens : undefined,
    });
  }

  /** A line that is not written as rows are: blank, broken, or a record whose JSON looks otherwise. */
  #addUnusual(row: RowSpan): void {
    const line = row.bytes.subarray(row.start, row.end);
    if (!row.isTooLong && isBlankLine(line)) return;
    const rewritten = this.#rewrite(row);
    if (rewritten !== undefined) {
      this.#addFound(rewritten.row, rewritten.found);
      return;
    }
    this.#rows += 1;
    this.#unreadable += 1;
  }

  /** A record as it would be written, at the place where it stands; undefined where a line holds none. */
  #rewrite(row: RowSpan): { readonly row: RowSpan; readonly found: FoundTail } | undefined {
    const values = parseRow(textOf(row));
    if (values === undefined) return undefined;
    const bytes = Buffer.from(writeCanonicalForm(values, 'exact').line);
    const rewritten = { ...row, bytes, start: 0, end: bytes.length, readings: 0 };
    const found = this.#tails.find(rewritten);
    return found && { row: rewritten, found };
  }
}

function textOf({ bytes, start, end }: RowSpan): string {
  return bytes.toString('utf8', start, end);
}
