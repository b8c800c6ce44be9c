import { categories, categoryLabels, type Category, type CategoryLabel } from '@llamaforge/schema';
import type { BalanceEntry } from './manifest-schema.ts';

/** Usual shares of a general assistant's corpus, lowest and highest, both inclusive; from red-team on a usual figure ± a quarter. */
export const usualShares: Readonly<
  Partial<Record<CategoryLabel, readonly [lowest: number, highest: number]>>
> = {
  'Instruction/General': [0.4, 0.45],
  'Multi-turn Dialog': [0.08, 0.1],
  'Code/Debugging': [0.07, 0.08],
  'Red-team/Safety': [0.045, 0.075],
  'Analytical/Reasoning': [0.045, 0.075],
  'Creative Narrative': [0.0525, 0.0875],
  'Factual Grounding': [0.03, 0.05],
  'Tool-use/API': [0.018_75, 0.031_25],
  'Chain-of-thought Math': [0.0045, 0.0075],
};

/** Each label's share of the rows against its usual range, in the categories' order; labels without rows and without a target are left out. */
export function judgeBalance(
  rowsByCategory: Readonly<Partial<Record<Category, number>>>,
): BalanceEntry[] {
  const rowsByLabel = new Map<CategoryLabel, number>();
  for (const category of categories) {
    const label = categoryLabels[category];
    rowsByLabel.set(label, (rowsByLabel.get(label) ?? 0) + (rowsByCategory[category] ?? 0));
  }
  const total = [...rowsByLabel.values()].reduce((sum, rows) => sum + rows, 0);
  return [...rowsByLabel]
    .filter(([label, rows]) => rows > 0 || usualShares[label] !== undefined)
    .map(([label, rows]) => {
      const share = total === 0 ? 0 : rows / total;
      const range = usualShares[label];
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
