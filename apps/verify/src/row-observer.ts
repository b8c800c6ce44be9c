import { type Check, type CheckName } from './check.ts';
import { type CheckedRow } from './row-checker.ts';

/** A check that looks at rows one by one, in the order in which the files are read, and has its verdict after the last. */
export interface RowObserver {
  readonly name: CheckName;
  checkRow(row: CheckedRow): void;
  /** To be called once, after all rows. */
  judge(): Check;
}
