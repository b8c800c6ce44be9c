import type { CategoryLabel } from '@llamaforge/schema';

/** Why a balance keeps no more rows: for machines by `kind`, for people as a sentence. Shares are 0 to 1. */
export type BalanceLimit =
  | {
      readonly kind: 'too_few_labels';
      readonly sentence: string;
      /** Labels that have rows. */
      readonly labels: number;
      readonly needed: number;
      /** The smallest upper bound that so many labels can keep, in hundredths of a percent; undefined without rows. */
      readonly smallestMaxShare: number | undefined;
    }
  | {
      readonly kind: 'lowest_above_max_share' | 'lowest_above_highest';
      readonly sentence: string;
      readonly label: CategoryLabel;
      readonly lowest: number;
      readonly highest: number;
    }
  | {
      /** The lowest shares add up to more than 1, or the highest of the labels that have rows to less. */
      readonly kind: 'lowest_sum' | 'highest_sum';
      readonly sentence: string;
      readonly labels: readonly CategoryLabel[];
      readonly sum: number;
    }
  | {
      readonly kind: 'too_few_rows';
      readonly sentence: string;
      readonly label: CategoryLabel;
      readonly rows: number;
      readonly lowest: number;
      /** The total that so few rows allow. */
      readonly allows: number;
      /** The total without the targets of this label and of `together`. */
      readonly without: number;
      /** So many rows less are kept than without; 0 where only whole numbers of rows stand in the way of more. */
      readonly costs: number;
      /** So many rows more, of it and of each in `together`, and their lowest shares bind no longer; undefined where no number would do. */
      readonly missing: number | undefined;
      /** Other labels whose rows allow the very same total. */
      readonly together: readonly CategoryLabel[];
    }
  | {
      readonly kind: 'surplus';
      readonly sentence: string;
      readonly label: CategoryLabel;
      readonly rows: number;
      /** The upper bound that holds its rows back. */
      readonly highest: number;
      readonly left: number;
    }
  | {
      /** Totals up to `bound` keep the shares, but not with whole numbers of rows. */
      readonly kind: 'whole_counts';
      readonly sentence: string;
      readonly bound: number;
    };
