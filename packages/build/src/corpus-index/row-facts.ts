import { outputEntropy } from '@llamaforge/profiles';
import { indexedTags, tagRules } from '@llamaforge/quality';
import { outputOfLine, type CorpusRecord, type RecordText } from '@llamaforge/schema';
import { countCodePoints } from '../length-counts.ts';
import { measuredColumns } from './index-block.ts';

/** The columns of an index that are told from a row's texts alone. */
export const factColumns = [...measuredColumns, 'entropy', 'tags'] as const;

/** What an index notes of a row's texts, by column. */
export type RowFacts = Readonly<Record<(typeof factColumns)[number], number>>;

/** The facts of a record; `line` is the record as the corpus holds it. */
export function factsOfRow(record: CorpusRecord, line: Buffer): RowFacts {
  const output = outputOfLine(line) ?? line;
  return {
    instruction: countCodePoints(record.instruction),
    input: countCodePoints(record.input),
    output: countCodePoints(record.output),
    entropy: outputEntropy(output, 0, output.length),
    tags: tagBitsOf(record),
  };
}

/** Bit i is set where the i-th of `indexedTags` holds. */
export function tagBitsOf(text: RecordText): number {
  let bits = 0;
  for (const [place, tag] of indexedTags.entries()) {
    if (tagRules[tag].find(text) !== undefined) bits |= 1 << place;
  }
  return bits;
}
