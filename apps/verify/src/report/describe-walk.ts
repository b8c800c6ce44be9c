import { type CorpusReport, type RenderedFigures } from '@llamaforge/report';
import { loadLanguageOf } from '@llamaforge/quality';
import { type Reading } from '../read-chunks.ts';
import { describeLanguages, findForeignRows } from './describe-languages.ts';
import { describeLengths, describeTokens, describeTurns } from './describe-lengths.ts';
import { PlacedRows } from './placed-rows.ts';
import { describeReadings } from './describe-readings.ts';
import { countRenderedRepeats } from './count-rendered-repeats.ts';
import { EXAMPLE_UNITS, makeReportRow } from './report-row.ts';
import { describeTags, type ExampleReaders } from './describe-tags.ts';
import { type WalkedCorpus } from './walk-corpus.ts';
import { type WalkedFile, type WalkPlan } from './walk-plan.ts';
import { type WalkSums } from './walk-sums.ts';

/** What a walk found, and the parts of a report that are made of it. */
export interface WalkFigures {
  readonly sums: WalkSums;
  readonly figures: Pick<
    CorpusReport,
    'sample' | 'lengths' | 'tokens' | 'turns' | 'languages' | 'rendered' | 'tags' | 'readings'
  >;
}

/** What was walked, and how; `name` is the tokenizer's. */
export interface WalkOrigin {
  readonly files: readonly WalkedFile[];
  readonly plan: WalkPlan;
  readonly name: string | undefined;
}

/** Puts a walk's figures into words and rows; the rows that are shown are read again, by their places. */
export async function describeWalk(
  { sums, lineOf }: WalkedCorpus,
  { files, plan, name }: WalkOrigin,
  reading: Reading,
): Promise<WalkFigures> {
  using rows = new PlacedRows(files);
  const { sample } = sums;
  // It takes a moment to load, and is asked again only about rows in another language than their source.
  const languageOf = findForeignRows(sample).length === 0 ? undefined : await loadLanguageOf();
  const placeOf: ExampleReaders['placeOf'] = (row) => ({
    file: rows.fileNameOf(row.place),
    line: lineOf(row),
  });
  const readers: ExampleReaders = { rows, placeOf, languageOf };
  const languages = describeLanguages(sample);
  return {
    sums,
    figures: {
      sample: {
        rows: sample.rows,
        of: sums.rows - sums.unreadable,
        seed: plan.sample.seed,
        unreadable: sums.unreadable,
        languageRows: languages.reduce((sum, language) => sum + language.rows, 0),
      },
      lengths: describeLengths(sample),
      tokens: describeTokens(sample, name),
      turns: describeTurns(sample),
      languages,
      rendered: await describeRendered(sums, readers, reading),
      tags: describeTags(sample, readers),
      readings: describeReadings(sums, readers),
    },
  };
}

async function describeRendered(
  { prompts }: WalkSums,
  { rows, placeOf }: ExampleReaders,
  reading: Reading,
): Promise<RenderedFigures> {
  const repeats = await countRenderedRepeats(prompts, rows, reading);
  return {
    rows: repeats.rows,
    examples: repeats.pairs.flatMap((pair) => {
      const [first, later] = pair.map((at) => {
        const values = rows.readRow(at.place);
        return values && makeReportRow(values, { ...placeOf(at), units: EXAMPLE_UNITS });
      });
      return first === undefined || later === undefined ? [] : [[first, later] as const];
    }),
  };
}
