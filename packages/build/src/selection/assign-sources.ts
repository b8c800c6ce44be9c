import { HolderReader, readDatabaseOwner } from '@llamaforge/dedup';
import { matchSources, type Profile } from '@llamaforge/profiles';
import type { SelectableCorpus } from './read-corpus.ts';

/** Which of a profile's sources each row belongs to, and what could not be told. */
export interface AssignedSources {
  /** places in the profile's list, -1 for a row of none; all 0 where it lists none */
  readonly sources: Int16Array;
  /** why files that held a row but did not come first were not asked for, a sentence; undefined where they were */
  readonly notAsked: string | undefined;
}

/** Tells rows' sources by their `_source` and, out of the hash table, by every file that held them; the first that the profile lists counts. */
export function assignSources(
  corpus: SelectableCorpus,
  profile: Profile,
  database: string,
): AssignedSources {
  const sources = new Int16Array(corpus.rows.labels.length);
  if (profile.sources === undefined) return { sources, notAsked: undefined };
  const match = matchSources(profile.sources);
  const sourceOfLabel = corpus.index.footer.labels.map(([source]) => match(source, 'source'));
  for (const [row, label] of corpus.rows.labels.entries())
    sources[row] = sourceOfLabel[label] ?? -1;
  if (readDatabaseOwner(database) === 'absent') {
    const notAsked = `There is no hash table at ${database}: rows count for their own _source alone, not for other files that held them. Name it with --database.`;
    return { sources, notAsked };
  }
  using reader = HolderReader.open(database);
  const key = reader.readKey();
  if (key !== corpus.index.footer.key) {
    const notAsked = `The hash table ${database} has digests of the key ${key ?? 'unknown'}, the corpus of ${corpus.index.footer.key}: rows count for their own _source alone. Name the corpus's own table with --database.`;
    return { sources, notAsked };
  }
  assignByHolders({ reader, corpus, sources }, (path) => match(path, 'file'));
  return { sources, notAsked: undefined };
}

function assignByHolders(
  {
    reader,
    corpus,
    sources,
  }: {
    readonly reader: HolderReader;
    readonly corpus: SelectableCorpus;
    readonly sources: Int16Array;
  },
  matchFile: (path: string) => number,
): void {
  const sourceOfFile = new Map(
    reader
      .readFiles()
      .map(({ id, path }) => [id, matchFile(path)] as const)
      .filter(([, source]) => source >= 0),
  );
  reader.readHolders([...sourceOfFile.keys()], (high, low, file) => {
    const row = corpus.table.find(high, low);
    const source = sourceOfFile.get(file);
    if (row === undefined || source === undefined) return;
    const current = sources[row] ?? -1;
    if (current === -1 || source < current) sources[row] = source;
  });
}
