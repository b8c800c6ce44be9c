import {
  type FileFigures,
  type FileOverlap,
  type LabelShare,
  type RowFlow,
  type SourceFigures,
} from '@llamaforge/report';
import { judgeBalance, type BalanceEntry, type Manifest } from '@llamaforge/manifest';
import { rejectReasons } from '@llamaforge/schema';
import { isQualityTag, tagRules } from '@llamaforge/quality';
import { sumRows } from '../corpus-figures.ts';
import { categoryNamed } from './sample-sums.ts';
import { type RowTail } from './row-tails.ts';

/** What became of every row that was read, the commonest reason first. */
export function describeFlow({ ledger }: Manifest): RowFlow {
  return {
    read: ledger.read,
    kept: ledger.kept,
    duplicates: ledger.duplicates,
    rejected: countReasons(ledger.rejected).map(([reason, rows]) => ({
      reason,
      about: aboutReason(reason),
      rows,
    })),
  };
}

/** Reasons with rows, the most first. */
export function countReasons(rejected: Readonly<Record<string, number>>): [string, number][] {
  return Object.entries(rejected)
    .filter(([, rows]) => rows > 0)
    .sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1));
}

/** What a reason to reject a row means; of a tag's, a clause about the row. */
export function aboutReason(reason: string): string {
  const tag = /^tag:(?<name>.*)$/u.exec(reason)?.groups?.['name'];
  if (tag !== undefined) return isQualityTag(tag) ? tagRules[tag].about : '';
  return Object.entries(rejectReasons).find(([name]) => name === reason)?.[1] ?? '';
}

/** Labels with their share and usual range: the manifest's, or, without one, those of the rows themselves. */
export function describeLabels(
  manifest: Manifest | undefined,
  tails: readonly RowTail[],
): LabelShare[] {
  const entries = manifest?.balance ?? judgeBalance(countCategories(tails));
  const rows = sumRows(entries.map((entry) => entry.rows));
  return entries.map((entry) => ({
    label: entry.label,
    rows: entry.rows,
    share: rows === 0 ? 0 : entry.rows / rows,
    target: parseTarget(entry),
    verdict: entry.verdict ?? undefined,
  }));
}

function countCategories(tails: readonly RowTail[]): Parameters<typeof judgeBalance>[0] {
  const counts: Record<string, number> = {};
  for (const { category, rows } of tails) {
    const known = categoryNamed(category);
    if (known !== undefined) counts[known] = (counts[known] ?? 0) + rows;
  }
  return counts;
}

/** `3.00% to 5.00%` as fractions. */
function parseTarget({ target }: BalanceEntry): LabelShare['target'] {
  const bounds = /^(?<least>\d+(?:\.\d+)?)% to (?<most>\d+(?:\.\d+)?)%$/u.exec(target ?? '');
  const { least, most } = bounds?.groups ?? {};
  if (least === undefined || most === undefined) return undefined;
  return { least: Number(least) / 100, most: Number(most) / 100 };
}

/** Kept rows by source, the largest first: the manifest's, or, without one, those of the file itself. */
export function describeSources(
  manifest: Manifest | undefined,
  tails: readonly RowTail[],
): SourceFigures[] {
  const sources =
    manifest === undefined
      ? sourcesOfRows(tails)
      : Object.entries(manifest.sources).map(([source, { categories, license }]) => ({
          source,
          license: license ?? undefined,
          categories: Object.entries(categories),
        }));
  return sources
    .map(({ source, license, categories }) => ({
      source,
      license,
      rows: sumRows(categories.map(([, rows]) => rows)),
      categories: categories
        .map(([category, rows]) => ({ category, rows }))
        .sort((one, other) => other.rows - one.rows || (one.category < other.category ? -1 : 1)),
    }))
    .sort((one, other) => other.rows - one.rows || (one.source < other.source ? -1 : 1));
}

interface CountedSource {
  readonly source: string;
  readonly license: string | undefined;
  readonly categories: [string, number][];
}

function sourcesOfRows(tails: readonly RowTail[]): CountedSource[] {
  const sources = new Map<string, CountedSource>();
  for (const { source, category, rows } of tails) {
    const counted = sources.get(source) ?? { source, license: undefined, categories: [] };
    counted.categories.push([category, rows]);
    sources.set(source, counted);
  }
  return [...sources.values()];
}

/** What became of each input file's rows, in the order in which they were read. */
export function describeFiles({ inputs }: Manifest): FileFigures[] {
  return inputs.map(({ path, format, bytes, rows, license }) => ({
    path,
    format,
    bytes,
    read: rows.read,
    kept: rows.kept,
    duplicates: rows.duplicates,
    rejected: sumRows(Object.values(rows.rejected)),
    license: license ?? undefined,
  }));
}

/** Pairs of files that hold equal rows, the largest first. */
export function describeOverlap({ inputs, overlap }: Manifest): FileOverlap[] {
  const held = new Map(inputs.map(({ path, rows }) => [path, rows.kept + rows.duplicates]));
  return overlap
    .map(({ files, digests }) => {
      const [first, second] = files;
      return {
        files,
        shared: digests,
        held: [held.get(first) ?? 0, held.get(second) ?? 0] as const,
      };
    })
    .sort((one, other) => other.shared - one.shared);
}
