import { summarizeLengths, type Manifest } from '@llamaforge/manifest';
import { categories, type Category } from '@llamaforge/schema';
import type { SelectableCorpus } from './read-corpus.ts';

/** What a manifest says of rows that were chosen, counted before their lines are read so that nothing of each row need be held by then. */
export interface ChosenFigures {
  readonly rows: number;
  readonly sources: Manifest['sources'];
  readonly lengths: Manifest['lengths'];
}

/** @param chosen row numbers, ascending, each once */
export function countChosen(corpus: SelectableCorpus, chosen: Uint32Array): ChosenFigures {
  const { instruction, input, output } = corpus.index.countLengths(chosen);
  return {
    rows: chosen.length,
    sources: countSources(corpus, chosen),
    lengths: {
      instruction: summarizeLengths(instruction),
      input: summarizeLengths(input),
      output: summarizeLengths(output),
    },
  };
}

/** Sources by name as their first row stands in the corpus; licences as the corpus's manifest has them. */
function countSources(
  { index, rows, manifest }: SelectableCorpus,
  chosen: Uint32Array,
): Manifest['sources'] {
  const { labels } = index.footer;
  const rowsOfLabel = new Uint32Array(labels.length);
  for (const row of chosen) {
    const label = rows.labels[row] ?? 0;
    rowsOfLabel[label] = (rowsOfLabel[label] ?? 0) + 1;
  }
  const licenses = new Map(Object.entries(manifest?.sources ?? {}));
  const counts = new Map<string, Map<Category, number>>();
  for (const [label, [source, category]] of labels.entries()) {
    if (rowsOfLabel[label] === 0) continue;
    const ofSource = counts.get(source) ?? new Map<Category, number>();
    counts.set(source, ofSource.set(category, rowsOfLabel[label] ?? 0));
  }
  return Object.fromEntries(
    [...counts]
      .sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
      .map(([source, ofSource]) => [
        source,
        {
          categories: Object.fromEntries(
            categories.flatMap((category) => {
              const count = ofSource.get(category);
              return count === undefined ? [] : [[category, count]];
            }),
          ),
          license: licenses.get(source)?.license ?? null,
        },
      ]),
  );
}
