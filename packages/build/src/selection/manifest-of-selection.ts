import {
  deduplicationRate,
  judgeBalance,
  summarizeLengths,
  type Manifest,
  type ManifestInput,
  type ManifestOutput,
  type Selection,
  type TargetShares,
} from '@llamaforge/manifest';
import { categories, type Category } from '@llamaforge/schema';
import { manifestName } from '../input-files.ts';
import { recipeJson, sumByCategory, topSources } from '../manifest-of-table.ts';
import type { SelectableCorpus } from './read-corpus.ts';
import type { WrittenOutput } from './selection-files.ts';
import type { SelectionPlan } from './selection-options.ts';

/** What a selection's manifest tells beside the corpus and the plan. */
export interface SelectionOutcome {
  readonly kind: Exclude<Manifest['kind'], 'corpus'>;
  /** the rows that were chosen, ascending, each once */
  readonly chosen: Uint32Array;
  /** rows that were left out for a tag, by its name */
  readonly droppedByTag: Readonly<Record<string, number>>;
  readonly outputs: readonly WrittenOutput[];
  readonly selection: Selection;
  readonly targets?: TargetShares;
}

/** The manifest of rows that were chosen from a corpus: a function of the corpus, the plan and the outcome alone. */
export function manifestOfSelection(
  corpus: SelectableCorpus,
  plan: SelectionPlan,
  outcome: SelectionOutcome,
): Manifest {
  const { index, duplicates, manifest: corpusManifest } = corpus;
  const { paths } = plan;
  const ledger = ledgerOf(corpus, outcome);
  const sources = countSources(corpus, outcome.chosen);
  const rowsByCategory = sumByCategory(Object.values(sources).map((source) => source.categories));
  const lengths = index.countLengths(outcome.chosen);
  return {
    kind: outcome.kind,
    format_version: 1,
    tool_version: plan.toolVersion,
    total_examples: ledger.kept,
    duplicates_removed: duplicates,
    deduplication_rate: deduplicationRate(ledger),
    categories: rowsByCategory,
    top_sources: topSources(sources),
    key: corpusManifest?.key ?? 'exact',
    recipe: plan.recipe === undefined ? null : recipeJson(plan.recipe.content),
    ledger,
    inputs: [inputEntry(corpus, paths, ledger)],
    ignored: [],
    outputs: outcome.outputs.map((output) => outputEntry(output, paths.manifest)),
    database: null,
    sources,
    unknown_categories: [],
    overlap: [],
    lengths: {
      instruction: summarizeLengths(lengths.instruction),
      input: summarizeLengths(lengths.input),
      output: summarizeLengths(lengths.output),
    },
    balance: judgeBalance(rowsByCategory, outcome.targets),
    selection: outcome.selection,
  };
}

/** The corpus as an input: rows in the Alpaca form, each with its own category. */
function inputEntry(
  { index }: SelectableCorpus,
  { manifest, corpus }: SelectionPlan['paths'],
  ledger: Manifest['ledger'],
): ManifestInput {
  return {
    path: manifestName(manifest, corpus),
    bytes: Number(index.footer.stamp.size),
    sha256: index.footer.sha256,
    format: 'jsonl',
    compression: 'none',
    generation: 0,
    license: null,
    rows: ledger,
    shapes: ledger.read === 0 ? {} : { alpaca: ledger.read },
    categories_by: { card: 0, row: ledger.kept, file: 0, rules: 0 },
    vote: null,
    lone_surrogates: 0,
    turns_left_out: 0,
  };
}

function ledgerOf(
  { index, duplicates }: SelectableCorpus,
  { chosen, droppedByTag }: SelectionOutcome,
): Manifest['ledger'] {
  const read = index.footer.rows;
  const dropped = Object.entries(droppedByTag).filter(([, rows]) => rows > 0);
  const others =
    read - duplicates - chosen.length - dropped.reduce((sum, [, rows]) => sum + rows, 0);
  return {
    read,
    kept: chosen.length,
    duplicates,
    rejected: {
      ...(others > 0 && { not_selected: others }),
      ...Object.fromEntries(dropped.map(([tag, rows]) => [`tag:${tag}`, rows])),
    },
    blank: 0,
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

function outputEntry({ role, move, written }: WrittenOutput, manifestPath: string): ManifestOutput {
  return {
    role,
    path: manifestName(manifestPath, move.to),
    bytes: written.bytes,
    rows: written.rows,
    segments: [{ generation: 0, ...written }],
  };
}
