import {
  categories,
  categoryLabels,
  usualShares,
  type Category,
  type CategoryLabel,
} from '@llamaforge/schema';
import type { BalanceEntry } from './manifest-schema.ts';

/** Lowest and highest share of a label, both inclusive; a label that is not named has none. */
export type TargetShares = typeof usualShares;

/** Each label's share of the rows against its target (by default the usual range), in the categories' order; labels without rows and without a target are left out. */
export function judgeBalance(
  rowsByCategory: Readonly<Partial<Record<Category, number>>>,
  targets: TargetShares = usualShares,
): BalanceEntry[] {
  const rowsByLabel = new Map<CategoryLabel, number>();
  for (const category of categories) {
    const label = categoryLabels[category];
    rowsByLabel.set(label, (rowsByLabel.get(label) ?? 0) + (rowsByCategory[category] ?? 0));
  }
  const total = [...rowsByLabel.values()].reduce((sum, rows) => sum + rows, 0);
  return [...rowsByLabel]
    .filter(([label, rows]) => rows > 0 || targets[label] !== undefined)
    .map(([label, rows]) => {
      const share = total === 0 ? 0 : rows / total;
      const range = targets[label];
      return {
        label,
        rows,
        share: percent(share),
        target: range === undefined ? null : `${percent(range[0])} to ${percent(range[1])}`,
        verdict: range === undefined ? null : judge(share, range),
      };
    });
}

function judge(
  share: number,
  [lowest, highest]: readonly [number, number],
): BalanceEntry['verdict'] {
  if (share < lowest) return 'below';
  return share > highest ? 'above' : 'within';
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)}%`;
}
