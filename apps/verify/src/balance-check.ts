import { type BalanceEntry, type Manifest } from '@llamaforge/manifest';
import { categories, categoryLabels } from '@llamaforge/schema';
import { type CorpusFigures } from './corpus-figures.ts';
import { ProblemTally } from './problem-tally.ts';

/** A label's rows and its share of all rows, from the rows themselves. */
export interface LabelShare {
  readonly label: string;
  readonly rows: number;
  readonly share: number;
}

/** Rows by label in the categories' order; rows of unknown categories count in the whole, but have no label. */
export function countLabels(figures: CorpusFigures): LabelShare[] {
  const rowsByLabel = new Map<string, number>();
  for (const category of categories) {
    const label = categoryLabels[category];
    const rows = figures.rowsByCategory.get(category) ?? 0;
    rowsByLabel.set(label, (rowsByLabel.get(label) ?? 0) + rows);
  }
  return [...rowsByLabel].map(([label, rows]) => ({
    label,
    rows,
    share: figures.rows === 0 ? 0 : rows / figures.rows,
  }));
}

/** The manifest's balance against the rows that are there: rows and share of each label, and a verdict that its own target bears out. */
export function checkBalance(manifest: Manifest, figures: CorpusFigures): ProblemTally {
  const problems = new ProblemTally();
  const found = new Map(countLabels(figures).map((entry) => [entry.label, entry]));
  const seen = new Set<string>();
  for (const entry of manifest.balance) {
    const label = found.get(entry.label);
    if (label === undefined) problems.add(() => `${entry.label} is no label`);
    else if (seen.has(entry.label)) problems.add(() => `${entry.label} is listed twice`);
    else checkEntry(entry, { label, problems });
    seen.add(entry.label);
  }
  for (const { label, rows } of found.values()) {
    if (rows > 0 && !seen.has(label)) {
      problems.add(() => `${label} is not listed, found ${String(rows)} rows`);
    }
  }
  return problems;
}

function checkEntry(
  entry: BalanceEntry,
  { label, problems }: { readonly label: LabelShare; readonly problems: ProblemTally },
): void {
  problems.compare(`${entry.label}, rows`, { stated: entry.rows, found: label.rows });
  const share = `${(label.share * 100).toFixed(2)}%`;
  problems.compare(`${entry.label}, share`, { stated: entry.share, found: share });
  if (isBorneOut(entry, label.share)) return;
  problems.add(
    () =>
      `${entry.label}: the manifest says ${String(entry.verdict)}, but its share is ${share} and ` +
      `its target ${String(entry.target)}`,
  );
}

// Targets are written with two decimals: half of the last one is what a bound may differ from its text.
const ROUNDING = 0.000_05 + Number.EPSILON;

function isBorneOut({ target, verdict }: BalanceEntry, share: number): boolean {
  if (target === null || verdict === null) return target === verdict;
  const bounds = /^(\d+(?:\.\d+)?)% to (\d+(?:\.\d+)?)%$/u.exec(target);
  if (bounds === null) return false;
  const lowest = Number(bounds[1]) / 100;
  const highest = Number(bounds[2]) / 100;
  switch (verdict) {
    case 'below':
      return share <= lowest + ROUNDING;
    case 'within':
      return share >= lowest - ROUNDING && share <= highest + ROUNDING;
    case 'above':
      return share >= highest - ROUNDING;
  }
}
