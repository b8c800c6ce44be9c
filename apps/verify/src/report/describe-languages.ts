import { type LanguageFigures } from '@llamaforge/report';
import { sumRows } from '../corpus-figures.ts';
import { addTo, valueAt } from './counts.ts';
import { type RowPlace } from './keep-lowest.ts';
import { UNKNOWN_LANGUAGE, type SampleSums } from './sample-sums.ts';

const SOURCES_SHOWN = 5;

/** Rows by language, the most first, each with the sources that have most of them. */
export function describeLanguages({ languages }: SampleSums): LanguageFigures[] {
  const rows = new Map<string, Map<string, number>>();
  for (const [source, counts] of languages) {
    for (const [language, counted] of counts) {
      addTo(
        valueAt(rows, language, () => new Map<string, number>()),
        source,
        counted.length,
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

/** A row in another language than its source's main one. */
export interface ForeignRow {
  readonly source: string;
  readonly at: RowPlace;
}

/** The language that more than half of a source's rows are in, of those in which one could be told. */
export function findMainLanguages({ languages }: SampleSums): ReadonlyMap<string, string> {
  const main = new Map<string, string>();
  for (const [source, counts] of languages) {
    const told = [...counts].filter(([language]) => language !== UNKNOWN_LANGUAGE);
    const rows = sumRows(told.map(([, { length }]) => length));
    const most = told.find(([, { length }]) => 2 * length > rows);
    if (most !== undefined) main.set(source, most[0]);
  }
  return main;
}

/** Every row whose language is told, and is not the main one of its source; the tag's rule has yet to judge it. */
export function findForeignRows(sums: SampleSums): ForeignRow[] {
  return [...findMainLanguages(sums)].flatMap(([source, main]) =>
    [...(sums.languages.get(source) ?? [])].flatMap(([language, rows]) =>
      language === main || language === UNKNOWN_LANGUAGE ? [] : rows.map((at) => ({ source, at })),
    ),
  );
}

function byRowsThenName(
  one: { readonly source: string; readonly rows: number },
  other: { readonly source: string; readonly rows: number },
): number {
  return other.rows - one.rows || (one.source < other.source ? -1 : 1);
}
