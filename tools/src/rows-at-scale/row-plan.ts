import { drawn, drawnShare, purposes } from './drawn.ts';
import { fileCount, type RowsOptions } from './options.ts';

/** What a row is: texts of its own, those of an earlier row, or a line that is no row. */
export type RowKind = 'own' | 'repeat' | 'broken';

/** Known from the number alone, so that nothing has to be kept of earlier rows. */
export function kindOfRow({ seed, broken, duplicates }: RowsOptions, row: number): RowKind {
  // Something has to be there that can be repeated.
  if (row === 0) return 'own';
  const share = drawnShare(seed, row, purposes.kind);
  if (share < broken) return 'broken';
  return share < broken + duplicates ? 'repeat' : 'own';
}

// With the usual shares one in six tries fails, so that all fail less than once in 10¹² rows.
const mostTries = 16;

/**
 * The row with texts of its own that a repeating row repeats. It comes before it: of the same file, of one before it,
 * or of rows before `first`.
 */
export function originalOf(options: RowsOptions, row: number): number {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const candidate = earlierRow(options, row, tries);
    if (candidate !== undefined && kindOfRow(options, candidate) === 'own') return candidate;
  }
  return 0;
}

function earlierRow(
  { seed, first, rows }: RowsOptions,
  row: number,
  tries: number,
): number | undefined {
  const choice = drawn(seed, row, purposes.original + 2 * tries);
  const where = drawn(seed, row, purposes.original + 2 * tries + 1);
  const file = row % fileCount;
  const before = (row - first - file) / fileCount;
  if (first > 0 && (choice & 3) < 2) return where % first;
  if ((choice & 4) === 0 || file === 0) {
    return before === 0 ? undefined : first + (where % before) * fileCount + file;
  }
  const otherFile = (choice >>> 8) % file;
  return first + (where % rowsOfFile(rows, otherFile)) * fileCount + otherFile;
}

/** How many of the rows are dealt to a file. */
export function rowsOfFile(rows: number, file: number): number {
  return Math.max(0, Math.ceil((rows - file) / fileCount));
}
