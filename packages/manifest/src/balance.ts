import { categories, categoryLabels, type Category, type CategoryLabel } from '@llamaforge/schema';
import type { BalanceEntry } from './manifest-schema.ts';

/** Usual shares of a general assistant's corpus, lowest and highest; a single usual figure stands for itself ± a quarter. */
export const usualShares: Readonly<
  Partial<Record<CategoryLabel, readonly [lowest: number, highest: number]>>
> = {
  'Instruction/General': [0.4, 0.45],
  'Multi-turn Dialog': [0.08, 0.1],
  'Code/Debugging': [0.07, 0.08],
  'Red-team/Safety': aQuarterAround(0.06),
  'Analytical/Reasoning': aQuarterAround(0.06),
  'Creative Narrative': aQuarterAround(0.07),
  'Factual Grounding': aQuarterAround(0.04),
  'Tool-use/API': aQuarterAround(0.025),
  'Chain-of-thought Math': aQuarterAround(0.006),
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

function aQuarterAround(share: number): readonly [number, number] {
  return [share * 0.75, share * 1.25];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)}%`;
}
