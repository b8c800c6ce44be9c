import { categories, categoryLabels, type CategoryLabel } from '@llamaforge/schema';

/** Wanted shares of a corpus, 0 to 1, both ends inclusive; a label that is not there has no target. */
export type ShareTargets = Readonly<
  Partial<Record<CategoryLabel, readonly [lowest: number, highest: number]>>
>;

/** Each label once, in the order in which tables show them. */
export const shareLabels: readonly CategoryLabel[] = [
  ...new Set(categories.map((category) => categoryLabels[category])),
];
