import type { Outcome } from './outcome.ts';
import type { Row } from './row.ts';

/** One form in which data sets lay out their rows. Both functions are pure and read the row's own keys only. */
export interface Shape {
  /** Whether the keys, and where the table says so the kinds of their values, are this shape's. */
  readonly fits: (row: Row) => boolean;
  /** What a fitting row comes to: an outcome for each record it holds, at least one. */
  readonly read: (row: Row) => readonly Outcome[];
}
