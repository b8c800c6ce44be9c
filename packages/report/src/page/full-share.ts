// Of a longest bar of a tenth of a percent, which fills the width, nobody sees that it is next to nothing.
const LEAST_FULL_SHARE = 0.1;

/** The share that a bar of full width stands for, among bars of these shares: the largest of them, and no less than a tenth. */
export function fullShare(shares: readonly number[]): number {
  return Math.max(LEAST_FULL_SHARE, ...shares);
}
