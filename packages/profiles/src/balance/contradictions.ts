import type { BalanceLimit } from './balance-limit.ts';
import { toTrillionths, WHOLE, type ShareBounds } from './share-bounds.ts';
import { writeShare } from './write-share.ts';

/** Bounds that no rows whatever could keep, as far as the labels that have rows go; none where some total may do. */
export function contradictions(
  bounds: readonly ShareBounds[],
  maxShare: number,
): readonly BalanceLimit[] {
  return [
    ...crossedBounds(bounds, maxShare),
    ...lowestAboveWhole(bounds),
    ...highestBelowWhole(bounds, maxShare),
  ];
}

function crossedBounds(bounds: readonly ShareBounds[], maxShare: number): BalanceLimit[] {
  return bounds
    .filter(({ lowest, highest }) => lowest > highest)
    .map((bound) => {
      const { label } = bound;
      const lowest = bound.lowest / WHOLE;
      if (bound.lowest > toTrillionths(maxShare)) {
        const sentence = `${label} is to be at least ${writeShare(lowest)}, but no label may be more than ${writeShare(maxShare)}: lower its share, or set --max-share ${String(lowest)}.`;
        return { kind: 'lowest_above_max_share', label, lowest, highest: maxShare, sentence };
      }
      const highest = bound.highest / WHOLE;
      const sentence = `${label} is to be at least ${writeShare(lowest)} and at most ${writeShare(highest)}: swap the two.`;
      return { kind: 'lowest_above_highest', label, lowest, highest, sentence };
    });
}

function lowestAboveWhole(bounds: readonly ShareBounds[]): BalanceLimit[] {
  const sum = bounds.reduce((all, { lowest }) => all + lowest, 0);
  if (sum <= WHOLE) return [];
  const asked = bounds.filter(({ lowest }) => lowest > 0);
  const shares = asked.map(({ label, lowest }) => `${label} ${writeShare(lowest / WHOLE)}`);
  return [
    {
      kind: 'lowest_sum',
      labels: asked.map(({ label }) => label),
      sum: sum / WHOLE,
      sentence: `The lowest shares add up to ${writeShare(sum / WHOLE)}, more than there is: ${shares.join(', ')}. Lower some of them.`,
    },
  ];
}

function highestBelowWhole(bounds: readonly ShareBounds[], maxShare: number): BalanceLimit[] {
  const filled = bounds.filter(({ rows }) => rows > 0);
  const sum = filled.reduce((all, { highest }) => all + highest, 0);
  if (sum >= WHOLE) return [];
  const most = toTrillionths(maxShare);
  const needed = Math.ceil(WHOLE / most);
  if (filled.length < needed) return [tooFewLabels(filled.length, { needed, maxShare })];
  const shares = filled.map(({ label, highest }) => `${label} ${writeShare(highest / WHOLE)}`);
  return [
    {
      kind: 'highest_sum',
      labels: filled.map(({ label }) => label),
      sum: sum / WHOLE,
      sentence: `The highest shares of the labels that have rows add up to ${writeShare(sum / WHOLE)}, less than the whole: ${shares.join(', ')}. Raise some of them, or let only the lowest shares bind.`,
    },
  ];
}

function tooFewLabels(
  labels: number,
  { needed, maxShare }: { readonly needed: number; readonly maxShare: number },
): BalanceLimit {
  const kind = 'too_few_labels';
  if (labels === 0) {
    return { kind, labels, needed, smallestMaxShare: undefined, sentence: 'There are no rows.' };
  }
  const smallestMaxShare = Math.ceil(10_000 / labels) / 10_000;
  const there = labels === 1 ? 'Only one label has' : `Only ${String(labels)} labels have`;
  const sentence = `${there} rows, and where none may be more than ${writeShare(maxShare)}, it takes ${String(needed)} to fill a corpus: add rows of other labels, or set --max-share ${String(smallestMaxShare)}.`;
  return { kind, labels, needed, smallestMaxShare, sentence };
}
