import type { TableReader } from '@llamaforge/dedup';
import {
  addCounts,
  addLedgers,
  deduplicationRate,
  fileAccountSchema,
  findLedgerProblems,
  judgeBalance,
  summarizeLengths,
  writeManifestText,
  type IgnoredFile,
  type Manifest,
  type ManifestInput,
  type ManifestOutput,
} from '@llamaforge/manifest';
import { categories, type Category } from '@llamaforge/schema';
import { z } from 'zod';
import { manifestName } from './input-files.ts';
import { measuredFields } from './length-counts.ts';
import type { MergePlan } from './merge-options.ts';
import type { Recipe } from './recipe-schema.ts';
import { listTreatment } from './treatment/treatment-meta.ts';

const recipeJsonValue = z.record(z.string(), z.json());

const MOST_TOP_SOURCES = 30;
const MOST_UNKNOWN_CATEGORIES = 100;
const MOST_OVERLAPS = 10_000;

/** The manifest of what a table holds: a function of the table, the plan and the files left out, and of nothing else. */
export function manifestOfTable(
  table: TableReader,
  plan: MergePlan,
  ignored: readonly IgnoredFile[],
): Manifest {
  const inputs = readInputs(table);
  const ledger = addLedgers(inputs.map((input) => input.rows));
  const repaired = addCounts(inputs.map((input) => input.repaired ?? {}));
  const sources = readSources(table, inputs);
  const rowsByCategory = sumByCategory(Object.values(sources).map((source) => source.categories));
  return {
    kind: 'corpus',
    format_version: 1,
    tool_version: plan.toolVersion,
    total_examples: ledger.kept,
    duplicates_removed: ledger.duplicates,
    deduplication_rate: deduplicationRate(ledger),
    categories: rowsByCategory,
    top_sources: topSources(sources),
    key: plan.key,
    ...listTreatment(plan.treatment),
    ...(Object.keys(repaired).length > 0 && { repaired }),
    recipe: plan.recipe === undefined ? null : recipeJson(plan.recipe.content),
    ledger,
    inputs,
    ignored: [...ignored],
    outputs: readOutputs(table, plan),
    database: manifestName(plan.paths.manifest, plan.paths.database),
    sources,
    unknown_categories: table.readUnknownCategories(MOST_UNKNOWN_CATEGORIES),
    overlap: table
      .readOverlap(MOST_OVERLAPS)
      .map(({ first, second, digests }) => ({ files: [first, second], digests })),
    lengths: readLengths(table),
    balance: judgeBalance(rowsByCategory),
  };
}

/** The manifest's text; throws where its ledger does not add up, which is a bug and must not be published. */
export function writeCheckedManifest(manifest: Manifest): string {
  const problems = findLedgerProblems(manifest);
  if (problems.length > 0) {
    throw new Error(
      `The ledger does not add up, so no manifest is written: ${problems.join('; ')}`,
    );
  }
  return writeManifestText(manifest);
}

/** The recipe as a manifest holds it: without the keys it leaves out, which JSON has no word for. */
export function recipeJson(recipe: Recipe): Manifest['recipe'] {
  return recipeJsonValue.parse(JSON.parse(JSON.stringify(recipe)));
}

function readInputs(table: TableReader): ManifestInput[] {
  return table.readFiles().map(({ path, bytes, sha256, generation, account }) => {
    const { format, compression, license, ...rest } = fileAccountSchema.parse(account);
    return { path, bytes, sha256, format, compression, generation, license, ...rest };
  });
}

function readLengths(table: TableReader): Manifest['lengths'] {
  const [instruction, input, output] = measuredFields.map((field) =>
    summarizeLengths(table.readLengths(field)),
  );
  if (instruction === undefined || input === undefined || output === undefined) {
    throw new Error('a field is not measured');
  }
  return { instruction, input, output };
}

type SourceEntry = Manifest['sources'][string];

/** Sources by name; a source has a licence where all licences of its files are the same one. */
function readSources(table: TableReader, inputs: readonly ManifestInput[]): Manifest['sources'] {
  const licenseOfPath = new Map(inputs.map(({ path, license }) => [path, license]));
  const licenses = new Map<string, Set<string>>();
  for (const { source, path } of table.readSourceFiles()) {
    const license = licenseOfPath.get(path);
    if (typeof license !== 'string') continue;
    licenses.set(source, (licenses.get(source) ?? new Set()).add(license));
  }
  const sources = new Map<string, SourceEntry>();
  for (const { source, category, rows } of table.readLabelCounts()) {
    const [license, ...others] = licenses.get(source) ?? [];
    const entry = sources.get(source) ?? {
      categories: {},
      license: others.length === 0 ? (license ?? null) : null,
    };
    sources.set(source, { ...entry, categories: { ...entry.categories, [category]: rows } });
  }
  return Object.fromEntries(sources);
}

/** Rows by category over all sources, in the categories' order, without those that have none. */
export function sumByCategory(
  all: readonly SourceEntry['categories'][],
): Partial<Record<Category, number>> {
  return Object.fromEntries(
    categories
      .map((category) => [category, sum(all.map((counts) => counts[category] ?? 0))] as const)
      .filter(([, rows]) => rows > 0),
  );
}

/** The sources with most rows, largest first; of equals the first by name. */
export function topSources(sources: Manifest['sources']): Record<string, number> {
  const totals = Object.entries(sources).map(
    ([name, { categories: counts }]) => [name, sum(Object.values(counts))] as const,
  );
  return Object.fromEntries(
    totals
      .sort(([nameA, a], [nameB, b]) => b - a || (nameA < nameB ? -1 : 1))
      .slice(0, MOST_TOP_SOURCES),
  );
}

function readOutputs(table: TableReader, plan: MergePlan): ManifestOutput[] {
  const generations = table.readGenerations();
  return (['corpus', 'rejects'] as const).map((role) => {
    const segments = generations.map(({ generation, [role]: segment }) => ({
      generation,
      ...segment,
    }));
    return {
      role,
      path: manifestName(
        plan.paths.manifest,
        role === 'corpus' ? plan.paths.output : plan.paths.rejects,
      ),
      bytes: sum(segments.map((segment) => segment.bytes)),
      rows: sum(segments.map((segment) => segment.rows)),
      segments,
    };
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}
