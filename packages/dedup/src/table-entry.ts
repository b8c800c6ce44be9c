import type { Category } from '@llamaforge/schema';

/** Where a record was read: `line` and the record's `part` in it (0 unless a row holds several). */
export interface Place {
  readonly file: number;
  readonly line: number;
  readonly part: number;
}

/** What a kept row is counted under. */
export interface RowLabel {
  readonly source: string;
  readonly category: Category;
  readonly shape: string;
}

/** The bytes one generation adds to the corpus and to the rejects file. */
export interface GenerationFiles {
  readonly corpus: WrittenSegment;
  readonly rejects: WrittenSegment;
}

/** What was written to a file: the hash is of these bytes alone. */
export interface WrittenSegment {
  readonly bytes: number;
  readonly rows: number;
  readonly sha256: string;
}
