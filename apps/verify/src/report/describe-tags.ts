import { type ReportRow, type TagFigures, type TaggedRow } from '@llamaforge/report';
import {
  findTags,
  qualityTags,
  tagRules,
  type LanguageOf,
  type QualityTag,
  type TagRule,
} from '@llamaforge/quality';
import { findForeignRows, findMainLanguages } from './describe-languages.ts';
import { valueAt } from './counts.ts';
import { keepLowest, type RowPlace } from './keep-lowest.ts';
import { type PlacedRows } from './placed-rows.ts';
import { type PrintedRow } from './prompt-prints.ts';
import { EXAMPLE_UNITS, makeReportRow } from './report-row.ts';
import {
  categoryNamed,
  EXAMPLES_SHOWN,
  isLanguageTag,
  makeTaggedRows,
  type SampleSums,
  type TaggedRows,
} from './sample-sums.ts';

/** Where rows are read again, and what tells their places and languages. */
export interface ExampleReaders {
  readonly rows: PlacedRows;
  readonly placeOf: (row: PrintedRow) => Pick<ReportRow, 'file' | 'line'>;
  /** undefined where no row is in another language than its source */
  readonly languageOf: LanguageOf | undefined;
}

const SOURCES_SHOWN = 50;

/** Every tag, the one with most rows first, each by source with rows to look at. */
export function describeTags(sums: SampleSums, readers: ExampleReaders): TagFigures[] {
  const mainLanguages = findMainLanguages(sums);
  const foreign = tagForeignRows(sums, { readers, mainLanguages });
  return qualityTags
    .map((tag) => {
      const { about, source }: TagRule = tagRules[tag];
      const tagged = [...((isLanguageTag(tag) ? foreign : sums.tags.get(tag)) ?? [])].sort(
        ([one, a], [other, b]) => b.rows - a.rows || (one < other ? -1 : 1),
      );
      return {
        tag,
        about,
        source,
        rows: tagged.reduce((sum, [, { rows }]) => sum + rows, 0),
        of: isLanguageTag(tag)
          ? [...sums.languages.keys()].reduce((sum, name) => sum + countLookedAt(sums, name), 0)
          : sums.rows,
        sources: tagged.slice(0, SOURCES_SHOWN).map(([name, { rows, examples }]) => ({
          source: name,
          rows,
          of: isLanguageTag(tag) ? countLookedAt(sums, name) : (sums.sources.get(name) ?? 0),
          examples: examples.flatMap((at) =>
            readExample({ at, tag, sourceLanguage: mainLanguages.get(name) }, readers),
          ),
        })),
      };
    })
    .sort((one, other) => other.rows - one.rows);
}

/** Rows of a source whose language was looked at. */
function countLookedAt({ languages }: SampleSums, source: string): number {
  return [...(languages.get(source)?.values() ?? [])].reduce((sum, { length }) => sum + length, 0);
}

/** By source, the rows that the tag of language holds for, told by its own rule now that each source's language is known. */
function tagForeignRows(
  sums: SampleSums,
  from: {
    readonly readers: ExampleReaders;
    readonly mainLanguages: ReadonlyMap<string, string>;
  },
): Map<string, TaggedRows> {
  const { rows, languageOf } = from.readers;
  const tagged = new Map<string, TaggedRows>();
  for (const { source, at } of findForeignRows(sums)) {
    const values = rows.readRow(at.place);
    if (values === undefined || languageOf === undefined) continue;
    const context = {
      category: categoryNamed(values.category),
      sourceLanguage: from.mainLanguages.get(source),
      languageOf,
    };
    if (tagRules.wrong_language.find(values, context) === undefined) continue;
    const found = valueAt(tagged, source, makeTaggedRows);
    found.rows += 1;
    keepLowest(found.examples, at, EXAMPLES_SHOWN);
  }
  return tagged;
}

/** A row with what shows the tag; none where the file is no longer what it was. */
function readExample(
  example: {
    readonly at: RowPlace;
    readonly tag: QualityTag;
    readonly sourceLanguage: string | undefined;
  },
  { rows, placeOf, languageOf }: ExampleReaders,
): TaggedRow[] {
  const values = rows.readRow(example.at.place);
  if (values === undefined) return [];
  const { tag, sourceLanguage } = example;
  const context = {
    category: categoryNamed(values.category),
    ...(isLanguageTag(tag) && languageOf !== undefined && { sourceLanguage, languageOf }),
  };
  const found = findTags(values, context).find((other) => other.tag === tag);
  if (found === undefined) return [];
  const row = makeReportRow(values, { ...placeOf(example.at), units: EXAMPLE_UNITS });
  return [{ row, evidence: found.evidence }];
}
