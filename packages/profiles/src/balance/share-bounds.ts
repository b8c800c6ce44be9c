import type { CategoryLabel } from '@llamaforge/schema';
import { shareLabels, type ShareTargets } from './share-targets.ts';

/** The whole in the unit that shares are counted in: trillionths, so that 12 decimals of a share are exact. */
export const WHOLE = 1_000_000_000_000;

/** The rows a label has, and the shares it must and may have, in trillionths. */
export interface ShareBounds {
  readonly label: CategoryLabel;
  readonly rows: number;
  readonly lowest: number;
  readonly highest: number;
}

/** What a balance is held to; the highest shares bind only with `both`, the upper bound of every label always does. */
export interface BoundsRequest {
  readonly rowsByLabel: ReadonlyMap<CategoryLabel, number>;
  readonly targets: ShareTargets;
  readonly maxShare: number;
  readonly bind: 'lower' | 'both';
}

/** Bounds of all labels, also of those without rows and without a target, which are bound by `maxShare` alone. */
export function shareBounds(request: BoundsRequest): ShareBounds[] {
  const most = toTrillionths(request.maxShare);
  return shareLabels.map((label) => {
    const [lowest, highest] = request.targets[label] ?? [0, 1];
    return {
      label,
      rows: request.rowsByLabel.get(label) ?? 0,
      lowest: toTrillionths(lowest),
      highest: request.bind === 'both' ? Math.min(most, toTrillionths(highest)) : most,
    };
  });
}

/** A share of 0 to 1 in trillionths; exact for a decimal of up to 12 places, whose product errs by less than 0.001. */
export function toTrillionths(share: number): number {
  return Math.round(share * WHOLE);
}
