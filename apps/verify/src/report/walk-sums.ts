import { addAll, valueAt } from './counts.ts';
import { keepLowest, type RowPlace } from './keep-lowest.ts';
import { type PromptPrints } from './prompt-prints.ts';
import { type RowTail } from './row-tails.ts';
import {
  EXAMPLES_SHOWN,
  makeFieldLengths,
  makeSampleSums,
  makeTaggedRows,
  type SampleSums,
  type TaggedRows,
} from './sample-sums.ts';

/** Rows of one category that are shown to be read. */
export const READINGS_SHOWN = 20;

/** What walking some rows found. Adding such sums up in any order gives the same: every choice goes by rank and place. */
export interface WalkSums {
  /** lines with anything on them */
  readonly rows: number;
  /** lines that are no records: all that do not end as one, and those of the sample */
  readonly unreadable: number;
  /** rows by category and source */
  readonly tails: readonly RowTail[];
  /** by category, the rows of lowest rank */
  readonly readings: ReadonlyMap<string, RowPlace[]>;
  readonly sample: SampleSums;
  /** rows whose rendered prompt holds a line feed, one list a part */
  readonly prompts: readonly PromptPrints[];
}

/** The sums of all parts together. */
export function addWalkSums(parts: readonly WalkSums[]): WalkSums {
  const tails = new Map<string, RowTail>();
  const readings = new Map<string, RowPlace[]>();
  const sample = makeSampleSums();
  for (const part of parts) {
    for (const tail of part.tails) addTail(tails, tail);
    for (const [category, rows] of part.readings) {
      const kept = valueAt(readings, category, (): RowPlace[] => []);
      for (const row of rows) keepLowest(kept, row, READINGS_SHOWN);
    }
    addSample(sample, part.sample);
  }
  return {
    rows: parts.reduce((sum, { rows }) => sum + rows, 0),
    unreadable: parts.reduce((sum, { unreadable }) => sum + unreadable, 0),
    tails: [...tails.values()],
    readings,
    sample,
    prompts: parts.flatMap(({ prompts }) => prompts),
  };
}

function addTail(tails: Map<string, RowTail>, { category, source, rows }: RowTail): void {
  const key = JSON.stringify([category, source]);
  valueAt(tails, key, () => ({ category, source, rows: 0 })).rows += rows;
}

function addSample(sums: SampleSums, more: SampleSums): void {
  sums.rows += more.rows;
  addAll(sums.sources, more.sources);
  addAll(sums.tokens, more.tokens);
  addAll(sums.turns, more.turns);
  for (const [category, fields] of more.lengths) {
    const lengths = valueAt(sums.lengths, category, makeFieldLengths);
    addAll(lengths.instruction, fields.instruction);
    addAll(lengths.input, fields.input);
    addAll(lengths.output, fields.output);
  }
  for (const [tag, sources] of more.tags) {
    const tagged = valueAt(sums.tags, tag, () => new Map<string, TaggedRows>());
    for (const [source, rows] of sources) addTagged(valueAt(tagged, source, makeTaggedRows), rows);
  }
  addLanguages(sums, more);
}

function addLanguages(sums: SampleSums, more: SampleSums): void {
  for (const [source, languages] of more.languages) {
    const counted = valueAt(sums.languages, source, () => new Map<string, RowPlace[]>());
    for (const [language, rows] of languages) {
      valueAt(counted, language, (): RowPlace[] => []).push(...rows);
    }
  }
}

function addTagged(tagged: TaggedRows, more: TaggedRows): void {
  tagged.rows += more.rows;
  for (const example of more.examples) keepLowest(tagged.examples, example, EXAMPLES_SHOWN);
}
