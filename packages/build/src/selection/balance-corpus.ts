import type { BalancingSelection } from '@llamaforge/manifest';
import {
  chooseBalanced,
  shareLabels,
  solveBalance,
  writeShare,
  type Balance,
  type ShareTargets,
} from '@llamaforge/profiles';
import { categories, categoryLabels, CorpusError, type CategoryLabel } from '@llamaforge/schema';
import type { SelectionResult } from './build-profile.ts';
import { countChosen } from './chosen-figures.ts';
import { readCorpus, type SelectableCorpus } from './read-corpus.ts';
import type { SelectionContext, SelectionPlan } from './selection-options.ts';
import { outputsOf, withOutputLock } from './selection-workspace.ts';
import { shuffled, writeSelection, type ChosenRows } from './write-selection.ts';

/** All that a balance depends on beside the corpus. */
export interface BalancePlan extends SelectionPlan {
  readonly targets: ShareTargets;
  /** upper bound of every label's share, above 0 and up to 1 */
  readonly maxShare: number;
  /** whether the upper ends of the targets bind too */
  readonly bind: 'lower' | 'both';
}

/**
 * Brings a corpus into target shares, keeping as many rows as they allow, shuffled, with a manifest that holds before and
 * after. Throws CorpusError with the reasons where no rows can keep the shares, and for all else that a user can fix.
 */
export async function balanceCorpus(
  plan: BalancePlan,
  context: SelectionContext,
): Promise<SelectionResult> {
  return await withOutputLock(plan.paths, outputsOf(plan, [plan.paths.output]), async () => {
    const choice = chooseRows(plan, await readCorpus(plan.paths, context));
    return { manifest: await writeSelection(plan, choice, context), notes: [] };
  });
}

function chooseRows(plan: BalancePlan, corpus: SelectableCorpus): ChosenRows {
  const { paths, seed, targets, maxShare, bind } = plan;
  const before = countLabels(corpus);
  const balance = solveBalance({ rowsByLabel: before, targets, maxShare, bind });
  refuseNothing(plan, balance);
  const { rows, barred, ...whole } = corpus;
  const { prefixes, categories: ofRows } = rows;
  const candidates = { prefixes, categories: ofRows, barred };
  const chosen = chooseBalanced(candidates, balance.rowsByLabel, seed);
  const described = describeBalance(plan, before, balance);
  return {
    kind: 'balance',
    corpus: whole,
    figures: countChosen(corpus, chosen),
    order: shuffled(prefixes, chosen, seed),
    parts: [{ path: paths.output, endPosition: chosen.length }],
    droppedByTag: {},
    targets,
    describe: () => ({ balancing: described }),
  };
}

function countLabels({ rows, barred }: SelectableCorpus): Map<CategoryLabel, number> {
  const rowsByCategory = categories.map(() => 0);
  for (let row = 0; row < barred.length; row += 1) {
    const category = rows.categories[row] ?? 0;
    if (barred[row] === 0) rowsByCategory[category] = (rowsByCategory[category] ?? 0) + 1;
  }
  const rowsByLabel = new Map<CategoryLabel, number>();
  for (const [place, category] of categories.entries()) {
    const label = categoryLabels[category];
    rowsByLabel.set(label, (rowsByLabel.get(label) ?? 0) + (rowsByCategory[place] ?? 0));
  }
  return rowsByLabel;
}

function refuseNothing({ paths }: BalancePlan, { total, limits }: Balance): void {
  if (total > 0) return;
  const reasons = limits.map(({ sentence }) => `  ${sentence}`).join('\n');
  throw new CorpusError(
    `No rows of ${paths.corpus} can keep these shares, so nothing is written:\n${reasons}\nSet other shares with --shares (as in \`--shares cot_math=none\`) or --max-share.`,
  );
}

function describeBalance(
  { targets, maxShare, bind }: BalancePlan,
  before: ReadonlyMap<CategoryLabel, number>,
  { rowsByLabel, limits }: Balance,
): BalancingSelection {
  return {
    max_share: writeShare(maxShare),
    bind,
    labels: shareLabels.map((label) => {
      const [lowest, highest] = targets[label] ?? [undefined, undefined];
      return {
        label,
        before: before.get(label) ?? 0,
        after: rowsByLabel.get(label) ?? 0,
        lowest: lowest === undefined ? null : writeShare(lowest),
        highest: highest === undefined ? null : writeShare(highest),
      };
    }),
    limits: limits.map(({ sentence }) => sentence),
  };
}
