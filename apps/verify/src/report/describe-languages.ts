import { type LanguageFigures } from '@llamaforge/report';
import { sumRows } from '../corpus-figures.ts';
import { addTo, valueAt } from './counts.ts';
import { keepLowest } from './keep-lowest.ts';
import {
  EXAMPLES_SHOWN,
  makeTaggedRows,
  UNKNOWN_LANGUAGE,
  type SampleSums,
  type TaggedRows,
} from './sample-sums.ts';

const SOURCES_SHOWN = 5;

/** Rows by language, the most first, each with the sources that have most of them. */
export function describeLanguages({ languages }: SampleSums): LanguageFigures[] {
  const rows = new Map<string, Map<string, number>>();
  for (const [source, counts] of languages) {
    for (const [language, counted] of counts) {
      addTo(
        valueAt(rows, language, () => new Map<string, number>()),
        source,
        counted.rows,
      );
    }
  }
  return [...rows]
    .map(([language, sources]) => ({
      language,
      rows: sumRows(sources.values()),
      sources: [...sources]
        .map(([source, count]) => ({ source, rows: count }))
        .sort(byRowsThenName)
        .slice(0, SOURCES_SHOWN),
    }))
    .sort((one, other) => other.rows - one.rows || (one.language < other.language ? -1 : 1));
}

/** The language that most of a source's rows are in, of those in which one could be told. */
export function findMainLanguages({ languages }: SampleSums): ReadonlyMap<string, string> {
  const main = new Map<string, string>();
  for (const [source, counts] of languages) {
    const [first] = [...counts]
      .filter(([language]) => language !== UNKNOWN_LANGUAGE)
      .sort(([one, a], [other, b]) => b.rows - a.rows || (one < other ? -1 : 1));
    const told = [...counts].reduce(
      (sum, [language, { rows }]) => sum + (language === UNKNOWN_LANGUAGE ? 0 : rows),
      0,
    );
    if (first !== undefined && 2 * first[1].rows > told) main.set(source, first[0]);
  }
  return main;
}

/** By source, the rows in another language than most of it. */
export function findForeignRows(sums: SampleSums): Map<string, TaggedRows> {
  const foreign = new Map<string, TaggedRows>();
  for (const [source, main] of findMainLanguages(sums)) {
    const tagged = makeTaggedRows();
    for (const [language, counted] of sums.languages.get(source) ?? []) {
      if (language === main) continue;
      tagged.rows += counted.foreign.rows;
      for (const row of counted.foreign.examples) {
        keepLowest(tagged.examples, row, EXAMPLES_SHOWN);
      }
    }
    if (tagged.rows > 0) foreign.set(source, tagged);
  }
  return foreign;
}

function byRowsThenName(
  one: { readonly source: string; readonly rows: number },
  other: { readonly source: string; readonly rows: number },
): number {
  return other.rows - one.rows || (one.source < other.source ? -1 : 1);
}
