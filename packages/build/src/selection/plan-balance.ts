import { parseShares, usualMaxShare } from '@llamaforge/profiles';
import type { BalancePlan } from './balance-corpus.ts';
import { planSelection, type SelectionRequest } from './plan-selection.ts';

/** What a user asks of a balance. */
export interface BalancePlanRequest extends SelectionRequest {
  /** as in `code=20-30%, cot_math=none` */
  readonly shares?: string | undefined;
  /** above 0 and up to 1 */
  readonly maxShare?: number | undefined;
  readonly bind?: 'lower' | 'both' | undefined;
}

/** Settles a request: flags win over the recipe, the recipe over the usual shares. Throws ConfigurationError for shares that cannot be read. */
export function planBalance(request: BalancePlanRequest): BalancePlan {
  const plan = planSelection(request, 'balanced');
  const { bind, max_share: maxShare, ...labels } = plan.recipe?.content.shares ?? {};
  return {
    ...plan,
    targets:
      request.shares === undefined
        ? parseShares(labels, 'the shares of the recipe')
        : parseShares(request.shares, '--shares'),
    maxShare: request.maxShare ?? maxShare ?? usualMaxShare,
    bind: request.bind ?? bind ?? 'lower',
  };
}
