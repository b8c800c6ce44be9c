import { HolderReader, readDatabaseOwner } from '@llamaforge/dedup';
import { findSources, matchSources, type Profile, type SourceMatcher } from '@llamaforge/profiles';
import { HeldDigests } from './held-digests.ts';
import { PrefixTable } from './prefix-table.ts';
import type { SelectableCorpus } from './read-corpus.ts';

/** Which of a profile's sources each row belongs to, and what could not be told. */
export interface AssignedSources {
  /** places in the profile's list, -1 for a row of none; all 0 where it lists none */
  readonly sources: Int16Array;
  /** by place in the profile's list */
  readonly listed: readonly ListedSource[];
  /** why files that held a row but did not come first were not asked for, a sentence; undefined where they were */
  readonly notAsked: string | undefined;
}

/** What a corpus has of a source that a profile lists. */
interface ListedSource {
  /** whether any row's `_source` or any file matches it, whoever else the rows belong to */
  readonly there: boolean;
  /** rows that belong to it and to none listed before it, but for those that repeat another */
  readonly rows: number;
}

/** Tells rows' sources by their `_source` and, out of the hash table, by every file that held them; the first that the profile lists counts. */
export function assignSources(
  corpus: SelectableCorpus,
  profile: Profile,
  database: string,
): AssignedSources {
  const listed = profile.sources;
  const sources = new Int16Array(corpus.rows.labels.length);
  if (listed === undefined) return { sources, listed: [], notAsked: undefined };
  const match = matchSources(listed);
  assignByLabels(corpus, sources, match);
  const { paths, notAsked } = assignByTable(corpus, sources, { match, database });
  const names = new Set(corpus.index.footer.labels.map(([source]) => source));
  const there = findSources(listed, [...names, ...paths]);
  const rows = countRows(corpus, sources, listed.length);
  return {
    sources,
    listed: listed.map((_, place) => ({ there: there[place] ?? false, rows: rows[place] ?? 0 })),
    notAsked,
  };
}

function assignByLabels(
  { rows: { labels }, index }: SelectableCorpus,
  sources: Int16Array,
  match: SourceMatcher,
): void {
  const sourceOfLabel = index.footer.labels.map(([source]) => match(source));
  for (let row = 0; row < labels.length; row += 1) {
    sources[row] = sourceOfLabel[labels[row] ?? 0] ?? -1;
  }
}

/** Gives the paths of the table's files; none where it was not asked, with the reason. */
function assignByTable(
  corpus: SelectableCorpus,
  sources: Int16Array,
  { match, database }: { readonly match: SourceMatcher; readonly database: string },
): { readonly paths: readonly string[]; readonly notAsked: string | undefined } {
  if (readDatabaseOwner(database) === 'absent') {
    const notAsked = `There is no hash table at ${database}: rows count for their own _source alone, not for other files that held them. Name it with --database.`;
    return { paths: [], notAsked };
  }
  using reader = HolderReader.open(database);
  const key = reader.readKey();
  if (key !== corpus.index.footer.key) {
    const notAsked = `The hash table ${database} has digests of the key ${key ?? 'unknown'}, the corpus of ${corpus.index.footer.key}: rows count for their own _source alone. Name the corpus's own table with --database.`;
    return { paths: [], notAsked };
  }
  assignByHolders(corpus, sources, readHeld(reader, match));
  return { paths: reader.readFiles().map(({ path }) => path), notAsked: undefined };
}

/** What files of the profile's sources held, as far as rows' own `_source` does not tell it. */
function readHeld(reader: HolderReader, match: SourceMatcher): HeldDigests {
  const sourceOfFile = new Map(
    reader
      .readFiles()
      .map(({ id, path }) => [id, match(path)] as const)
      .filter(([, source]) => source >= 0),
  );
  // Most files' rows have the file's own name for a `_source`: they need not be asked which rows they gave.
  const first = new Set(
    reader
      .readFirstSources()
      .filter(({ file, source }) => {
        const own = match(source);
        return own === -1 || own > (sourceOfFile.get(file) ?? Infinity);
      })
      .map(({ file }) => file),
  );
  const held = new HeldDigests();
  const files = [...sourceOfFile.keys()];
  reader.readHolders(
    { first: files.filter((file) => first.has(file)), further: files },
    (high, low, file) => {
      held.add(high, low, sourceOfFile.get(file) ?? -1);
    },
  );
  return held;
}

function assignByHolders(
  { rows: { prefixes } }: SelectableCorpus,
  sources: Int16Array,
  held: HeldDigests,
): void {
  const best = held.sources;
  const table = new PrefixTable(held.prefixes, (place, first) => {
    best[first] = Math.min(best[first] ?? 0, best[place] ?? 0);
  });
  if (best.length === 0) return;
  for (let row = 0; row < sources.length; row += 1) {
    const place = table.find(prefixes.high[row] ?? 0, prefixes.low[row] ?? 0);
    if (place === -1) continue;
    const source = best[place] ?? -1;
    const current = sources[row] ?? -1;
    if (current === -1 || source < current) sources[row] = source;
  }
}

function countRows(
  { barred }: SelectableCorpus,
  sources: Int16Array,
  sourceCount: number,
): Float64Array {
  const counts = new Float64Array(sourceCount);
  for (let row = 0; row < sources.length; row += 1) {
    const source = sources[row] ?? -1;
    if (source >= 0 && barred[row] === 0) counts[source] = (counts[source] ?? 0) + 1;
  }
  return counts;
}
