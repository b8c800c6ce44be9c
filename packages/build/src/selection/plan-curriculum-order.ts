import { defaultPhases, parsePhases } from '@llamaforge/profiles';
import type { CurriculumOrderPlan } from './order-curriculum.ts';
import { planSelection, type SelectionRequest } from './plan-selection.ts';

/** What a user asks of a curriculum. */
export interface CurriculumOrderRequest extends SelectionRequest {
  /** as in `explore=creative,dialogue; settle=code,math` */
  readonly phases?: string | undefined;
  readonly blend?: number | undefined;
  readonly replay?: number | undefined;
  readonly split?: boolean | undefined;
}

const usualBlend = 0.1;
const usualReplay = 0.05;

/** Settles a request: flags win over the recipe, the recipe over the three usual phases. Throws ConfigurationError for phases that cannot be read. */
export function planCurriculumOrder(request: CurriculumOrderRequest): CurriculumOrderPlan {
  const plan = planSelection(request, 'curriculum');
  const { phases } = request;
  return {
    ...plan,
    phases:
      phases === undefined
        ? (plan.recipe?.content.phases ?? defaultPhases)
        : parsePhases(phases, '--phases'),
    blend: request.blend ?? usualBlend,
    replay: request.replay ?? usualReplay,
    split: request.split ?? false,
  };
}
