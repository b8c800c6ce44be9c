import { ConfigurationError, usualShares, type CategoryLabel } from '@llamaforge/schema';
import type { BalanceLimit } from './balance-limit.ts';
import { describeLimits } from './describe-limits.ts';
import { largestTotal } from './largest-total.ts';
import { shareBounds } from './share-bounds.ts';
import type { ShareTargets } from './share-targets.ts';
import { spreadRows } from './spread-rows.ts';

/** No label is more than this share of a balanced corpus, unless `--max-share` says otherwise. */
export const usualMaxShare = 0.45;

/** What to balance; without more, the usual shares with their lower ends binding, and no label above 45%. */
export interface BalanceRequest {
  readonly rowsByLabel: ReadonlyMap<CategoryLabel, number>;
  readonly targets?: ShareTargets | undefined;
  /** 0 to 1, for every label, also those without a target. */
  readonly maxShare?: number | undefined;
  /** `both` makes the upper ends of the targets bind, too. */
  readonly bind?: 'lower' | 'both' | undefined;
}

/** The rows to keep of each label, which sum to `total`; `limits` says why it is not more. */
export interface Balance {
  readonly total: number;
  readonly rowsByLabel: ReadonlyMap<CategoryLabel, number>;
  readonly limits: readonly BalanceLimit[];
}

/**
 * Keeps as many rows as the bounds allow: the largest total for which there are whole counts, each at least its label's
 * lowest share of the total, at most `maxShare` of it (with `both` at most its highest share), and at most its rows.
 * Exact for shares of up to 12 decimals. A total of 0 means that there is none, and a limit says why; throws
 * ConfigurationError for a `maxShare` that is no share.
 */
export function solveBalance(request: BalanceRequest): Balance {
  const { rowsByLabel, targets = usualShares, maxShare = usualMaxShare, bind = 'lower' } = request;
  if (!(maxShare > 0 && maxShare <= 1)) {
    throw new ConfigurationError('Problems in the balance', [
      `max share: ${String(maxShare)} is no share above 0 and up to 1; for 45% write 0.45`,
    ]);
  }
  const bounds = shareBounds({ rowsByLabel, targets, maxShare, bind });
  const total = largestTotal(bounds);
  const kept = spreadRows(bounds, total);
  return {
    total,
    rowsByLabel: kept,
    limits: describeLimits(bounds, { total, kept, maxShare }),
  };
}
