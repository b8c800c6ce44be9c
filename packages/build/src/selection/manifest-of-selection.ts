import {
  deduplicationRate,
  judgeBalance,
  type Manifest,
  type ManifestInput,
  type ManifestOutput,
  type Selection,
  type TargetShares,
} from '@llamaforge/manifest';
import { manifestName } from '../input-files.ts';
import { recipeJson, sumByCategory, topSources } from '../manifest-of-table.ts';
import type { ChosenFigures } from './chosen-figures.ts';
import type { ReadCorpus } from './read-corpus.ts';
import type { WrittenOutput } from './selection-files.ts';
import type { SelectionPlan } from './selection-options.ts';

/** What a selection's manifest tells beside the corpus and the plan. */
export interface SelectionOutcome {
  readonly kind: Exclude<Manifest['kind'], 'corpus'>;
  readonly figures: ChosenFigures;
  /** rows that were left out for a tag, by its name */
  readonly droppedByTag: Readonly<Record<string, number>>;
  readonly outputs: readonly WrittenOutput[];
  readonly selection: Selection;
  readonly targets?: TargetShares;
  /** as `ChosenRows` has it */
  readonly database?: string | null;
}

/** The manifest of rows that were chosen from a corpus: a function of the corpus, the plan and the outcome alone. */
export function manifestOfSelection(
  corpus: ReadCorpus,
  plan: SelectionPlan,
  outcome: SelectionOutcome,
): Manifest {
  const { duplicates, manifest: corpusManifest } = corpus;
  const { sources, lengths } = outcome.figures;
  const { paths } = plan;
  const ledger = ledgerOf(corpus, outcome);
  const rowsByCategory = sumByCategory(Object.values(sources).map((source) => source.categories));
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
    database:
      typeof outcome.database === 'string' ? manifestName(paths.manifest, outcome.database) : null,
    sources,
    unknown_categories: [],
    overlap: [],
    lengths,
    balance: judgeBalance(rowsByCategory, outcome.targets),
    selection: outcome.selection,
  };
}

/** The corpus as an input: rows in the Alpaca form, each with its own category. */
function inputEntry(
  { index }: ReadCorpus,
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
  { index, duplicates }: ReadCorpus,
  { figures, droppedByTag }: SelectionOutcome,
): Manifest['ledger'] {
  const read = index.footer.rows;
  const dropped = Object.entries(droppedByTag).filter(([, rows]) => rows > 0);
  const others =
    read - duplicates - figures.rows - dropped.reduce((sum, [, rows]) => sum + rows, 0);
  return {
    read,
    kept: figures.rows,
    duplicates,
    rejected: {
      ...(others > 0 && { not_selected: others }),
      ...Object.fromEntries(dropped.map(([tag, rows]) => [`tag:${tag}`, rows])),
    },
    blank: 0,
  };
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
