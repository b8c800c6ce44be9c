/** Where a row stands, so that it can be read again: no text is held while a corpus is walked. */
export interface RowPlace {
  /** of its first byte, among the bytes of all files */
  readonly place: number;
  /** from 0, counted from the first row of its range */
  readonly line: number;
  /** the lowest are kept */
  readonly rank: number;
}

/** Adds a row to the `most` of lowest rank, in the order of ranks (of places where ranks are equal). */
export function keepLowest(kept: RowPlace[], row: RowPlace, most: number): void {
  const last = kept.at(-1);
  if (kept.length >= most && last !== undefined && isBefore(last, row)) return;
  const at = kept.findIndex((other) => isBefore(row, other));
  kept.splice(at === -1 ? kept.length : at, 0, row);
  if (kept.length > most) kept.pop();
}

function isBefore(one: RowPlace, other: RowPlace): boolean {
  return one.rank === other.rank ? one.place < other.place : one.rank < other.rank;
}
