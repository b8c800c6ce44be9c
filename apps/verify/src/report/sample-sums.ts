import { findTags, type LanguageOf, type QualityTag } from '@llamaforge/quality';
import { categories, unfoldTurns, type Category } from '@llamaforge/schema';
import { type RowValues } from '../canonical-form.ts';
import { countCodePoints } from '../length-figures.ts';
import { addTo, valueAt } from './counts.ts';
import { keepLowest, type RowPlace } from './keep-lowest.ts';

/** Everything that is counted over the sample's rows: numbers and places, no texts. */
export interface SampleSums {
  rows: number;
  /** by `_source` */
  readonly sources: Map<string, number>;
  /** rows by code points, for each field of each category, or of `NO_CATEGORY` */
  readonly lengths: Map<string, FieldLengths>;
  /** rows by tokens of the whole row */
  readonly tokens: Map<number, number>;
  /** dialogues by their turns, the question and the answer among them */
  readonly turns: Map<number, number>;
  /** by tag and source */
  readonly tags: Map<QualityTag, Map<string, TaggedRows>>;
  /** by source and language, every row whose language was looked at; `unknown` where none could be told */
  readonly languages: Map<string, Map<string, RowPlace[]>>;
}

/** Rows by code points. */
export interface FieldLengths {
  readonly instruction: Map<number, number>;
  readonly input: Map<number, number>;
  readonly output: Map<number, number>;
}

/** Rows that a tag holds for, and which of them are shown. */
export interface TaggedRows {
  rows: number;
  readonly examples: RowPlace[];
}

/** How many tokens a row's texts are. */
export type CountTokens = (values: RowValues) => number;

/** What is looked at in a row. */
export interface SampledRow {
  readonly values: RowValues;
  readonly at: RowPlace;
  /** undefined where this row's language is not looked at */
  readonly languageOf: LanguageOf | undefined;
  /** undefined where this row's tokens are not counted */
  readonly countTokens: CountTokens | undefined;
}

/** Examples of a tag in one source. */
export const EXAMPLES_SHOWN = 3;
export const UNKNOWN_LANGUAGE = 'unknown';
/** Stands for whatever is none of the twelve categories. */
export const NO_CATEGORY = 'unknown';

/** Whether a tag is told in the end only, once the language of each source is known. */
export function isLanguageTag(tag: string): boolean {
  return tag === 'wrong_language';
}

const knownCategories: ReadonlyMap<string, Category> = new Map(
  categories.map((category) => [category, category]),
);

/** The category of that name; undefined where it is none of the twelve. */
export function categoryNamed(name: string): Category | undefined {
  return knownCategories.get(name);
}

/** Sums of no rows. */
export function makeSampleSums(): SampleSums {
  return {
    rows: 0,
    sources: new Map(),
    lengths: new Map(),
    tokens: new Map(),
    turns: new Map(),
    tags: new Map(),
    languages: new Map(),
  };
}

/** Counts a row of the sample. */
export function addSampledRow(sums: SampleSums, row: SampledRow): void {
  const { values, countTokens } = row;
  sums.rows += 1;
  addTo(sums.sources, values.source);
  addLengths(sums, values);
  if (countTokens !== undefined) addTo(sums.tokens, countTokens(values));
  const turns = countTurns(values);
  if (turns > 0) addTo(sums.turns, turns);
  addTags(sums, row);
  if (row.languageOf !== undefined) addLanguage(sums, row, row.languageOf);
}

/** Empty counts of one category's lengths. */
export function makeFieldLengths(): FieldLengths {
  return { instruction: new Map(), input: new Map(), output: new Map() };
}

/** Empty counts of a tag's rows. */
export function makeTaggedRows(): TaggedRows {
  return { rows: 0, examples: [] };
}

function addLengths(sums: SampleSums, { instruction, input, output, category }: RowValues): void {
  const lengths = valueAt(sums.lengths, categoryNamed(category) ?? NO_CATEGORY, makeFieldLengths);
  addTo(lengths.instruction, countCodePoints(instruction));
  addTo(lengths.input, countCodePoints(input));
  addTo(lengths.output, countCodePoints(output));
}

/** Turns of a dialogue; 0 for a row whose input is no transcript. */
function countTurns(values: RowValues): number {
  if (values.input === '') return 0;
  const turns = unfoldTurns(values).length;
  // Without a transcript a row is its question and its answer.
  return turns > 2 ? turns : 0;
}

function addTags(sums: SampleSums, { values, at }: SampledRow): void {
  for (const { tag } of findTags(values, { category: categoryNamed(values.category) })) {
    const tagged = valueAt(valueAt(sums.tags, tag, newMap), values.source, makeTaggedRows);
    tagged.rows += 1;
    keepLowest(tagged.examples, at, EXAMPLES_SHOWN);
  }
}

function addLanguage(sums: SampleSums, { values, at }: SampledRow, languageOf: LanguageOf): void {
  const { source, output, instruction } = values;
  const language = languageOf(output) ?? languageOf(instruction) ?? UNKNOWN_LANGUAGE;
  const languages = valueAt(sums.languages, source, () => new Map<string, RowPlace[]>());
  valueAt(languages, language, (): RowPlace[] => []).push(at);
}

function newMap(): Map<string, TaggedRows> {
  return new Map();
}
