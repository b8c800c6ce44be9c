import type { TableFiller } from '@llamaforge/dedup';
import type { RecordText } from '@llamaforge/schema';

/** The fields whose lengths a manifest gives. */
export const measuredFields = ['instruction', 'input', 'output'] as const;

/** Counts kept rows by the length of each field; memory grows with the distinct lengths, not with the rows. */
export class LengthCounts {
  readonly #counts: Readonly<Record<(typeof measuredFields)[number], Map<number, number>>> = {
    instruction: new Map(),
    input: new Map(),
    output: new Map(),
  };

  add(text: RecordText): void {
    for (const field of measuredFields) this.addRows(field, countCodePoints(text[field]), 1);
  }

  addRows(field: (typeof measuredFields)[number], codePoints: number, rows: number): void {
    const counts = this.#counts[field];
    counts.set(codePoints, (counts.get(codePoints) ?? 0) + rows);
  }

  /** Puts the counts into the table. */
  store(table: Pick<TableFiller, 'addLengths'>): void {
    for (const field of measuredFields) table.addLengths(field, this.#counts[field]);
  }
}

/** The code points of a well-formed text: its UTF-16 units less one for every pair. */
export function countCodePoints(text: string): number {
  // Nearly no text has a pair, and this search is ten times as fast as a loop over the units.
  if (!/[\ud800-\udbff]/.test(text)) return text.length;
  let pairs = 0;
  for (let index = 0; index < text.length; index += 1) {
    if ((text.charCodeAt(index) & 0xfc00) === 0xdc00) pairs += 1;
  }
  return text.length - pairs;
}
