import type { CategoryLabel } from '@llamaforge/schema';
import type { BalanceLimit } from './balance-limit.ts';
import { contradictions } from './contradictions.ts';
import { realBound } from './largest-total.ts';
import { rowShortages } from './row-shortages.ts';
import { toTrillionths, WHOLE, type ShareBounds } from './share-bounds.ts';
import { writeShare } from './write-share.ts';

/** What was solved: the total, the rows kept of each label, and the upper bound of all. */
export interface Solved {
  readonly total: number;
  readonly kept: ReadonlyMap<CategoryLabel, number>;
  readonly maxShare: number;
}

/** Why a balance keeps no more rows than it does; empty only where it keeps all. Contradictions stand alone. */
export function describeLimits(bounds: readonly ShareBounds[], solved: Solved): BalanceLimit[] {
  const contradictory = contradictions(bounds, solved.maxShare);
  if (contradictory.length > 0) return [...contradictory];
  const limits = [
    ...rowShortages(bounds, { total: solved.total, maxShare: toTrillionths(solved.maxShare) }),
    ...surpluses(bounds, solved),
  ];
  const lost = realBound(bounds) - solved.total;
  // Rounding alone costs less than a row a label, unless the shares leave no room for it.
  if (lost > bounds.length || (lost > 0 && (solved.total === 0 || limits.length === 0))) {
    limits.push(wholeCounts(solved.total + lost));
  }
  return limits;
}

function surpluses(bounds: readonly ShareBounds[], { total, kept }: Solved): BalanceLimit[] {
  return bounds.flatMap(({ label, rows, highest }): BalanceLimit[] => {
    const most = Number((BigInt(highest) * BigInt(total)) / BigInt(WHOLE));
    const stays = kept.get(label) ?? 0;
    // A row less than it may have is what rounding can leave.
    if (total === 0 || rows <= most || stays < most - 1) return [];
    const left = rows - stays;
    const sentence = `${label} has ${rows.toLocaleString('en')} rows, and may have ${writeShare(highest / WHOLE)} of ${total.toLocaleString('en')} at most: ${stays.toLocaleString('en')} stay, ${left.toLocaleString('en')} are left out.`;
    return [{ kind: 'surplus', label, rows, highest: highest / WHOLE, left, sentence }];
  });
}

function wholeCounts(bound: number): BalanceLimit {
  const sentence = `The shares could be kept with up to ${bound.toLocaleString('en')} rows, but not in whole rows: widen those whose lowest and highest are near each other, or that leave nothing to the others.`;
  return { kind: 'whole_counts', bound, sentence };
}
