import { type Manifest } from '@llamaforge/manifest';
import { type ComparedCorpus, type ComparedRows, type CorpusComparison } from '@llamaforge/report';
import { categories, categoryLabels } from '@llamaforge/schema';
import { sumRows } from './corpus-figures.ts';

/** What each manifest is called where the two are shown. */
export interface ManifestNames {
  readonly before: string;
  readonly after: string;
}

/**
 * Two manifests side by side: labels in their usual order, sources and reasons by the size of their change, the largest
 * first; what has rows in neither is left out.
 */
export function compareManifests(
  before: Manifest,
  after: Manifest,
  names: ManifestNames,
): CorpusComparison {
  return {
    before: describeSide(before, names.before),
    after: describeSide(after, names.after),
    labels: pairRows(countLabels(before), countLabels(after)),
    sources: sortByChange(pairRows(countSources(before), countSources(after))),
    rejected: sortByChange(pairRows(countReasons(before), countReasons(after))),
  };
}

function describeSide(manifest: Manifest, name: string): ComparedCorpus {
  const rowFiles = manifest.outputs.filter(({ role }) => role !== 'rejects');
  return {
    manifest: name,
    rows: manifest.total_examples,
    read: manifest.ledger.read,
    duplicates: manifest.ledger.duplicates,
    bytes: sumRows(rowFiles.map(({ bytes }) => bytes)),
  };
}

type RowsByName = ReadonlyMap<string, number>;

/** Every label, also those without rows, so that their order is the same on both sides. */
function countLabels({ categories: counts }: Manifest): RowsByName {
  const rows = new Map<string, number>();
  for (const category of categories) {
    const label = categoryLabels[category];
    rows.set(label, (rows.get(label) ?? 0) + (counts[category] ?? 0));
  }
  return rows;
}

function countSources({ sources }: Manifest): RowsByName {
  return new Map(
    Object.entries(sources).map(([source, entry]) => [
      source,
      sumRows(Object.values(entry.categories)),
    ]),
  );
}

function countReasons({ ledger }: Manifest): RowsByName {
  return new Map(Object.entries(ledger.rejected));
}

function pairRows(before: RowsByName, after: RowsByName): ComparedRows[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((name) => ({ name, before: before.get(name) ?? 0, after: after.get(name) ?? 0 }))
    .filter((rows) => rows.before > 0 || rows.after > 0);
}

function sortByChange(rows: readonly ComparedRows[]): ComparedRows[] {
  const changeOf = (one: ComparedRows): number => Math.abs(one.after - one.before);
  return rows.toSorted(
    (a, b) => changeOf(b) - changeOf(a) || b.after - a.after || (a.name < b.name ? -1 : 1),
  );
}
