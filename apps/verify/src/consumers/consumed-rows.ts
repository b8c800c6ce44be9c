import { createHash } from 'node:crypto';
import { z } from 'zod';
import { HASH_BYTES, type RowReference } from './row-reference.ts';

/** What a library made of a file: its rows, their digest as the reference has it, and the first row that is another. */
export const consumedRowsSchema = z.strictObject({
  rows: z.int().nonnegative(),
  sha256: z.string(),
  difference: z
    .strictObject({
      /** from 0 */
      row: z.int().nonnegative(),
      /** by column, as text; what is no text begins with its type */
      values: z.record(z.string(), z.string()),
    })
    .nullable(),
});

export type ConsumedRows = z.infer<typeof consumedRowsSchema>;

/** Compares rows with the reference, one by one in order. */
export class RowComparer {
  readonly #reference: RowReference;
  readonly #total = createHash('sha256');
  #rows = 0;
  #difference: ConsumedRows['difference'] = null;

  constructor(reference: RowReference) {
    this.#reference = reference;
  }

  /** Takes the next row as it came back, with its columns in order. */
  add(row: Readonly<Record<string, unknown>>): void {
    const line = JSON.stringify(row);
    this.#total.update(line).update('\n');
    if (this.#difference === null && !this.#isExpected(line)) {
      const values = Object.entries(row).map(([name, value]): [string, string] => [
        name,
        describeValue(value),
      ]);
      this.#difference = { row: this.#rows, values: Object.fromEntries(values) };
    }
    this.#rows += 1;
  }

  /** To be called once, after the last row. */
  summarize(): ConsumedRows {
    return {
      rows: this.#rows,
      sha256: this.#total.digest('hex'),
      difference: this.#difference,
    };
  }

  #isExpected(line: string): boolean {
    const hash = createHash('sha256').update(line).digest();
    const start = this.#rows * HASH_BYTES;
    const expected = this.#reference.hashes.subarray(start, start + HASH_BYTES);
    return expected.equals(hash.subarray(0, HASH_BYTES));
  }
}

function describeValue(value: unknown): string {
  return typeof value === 'string' ? value : `${typeof value} ${String(value)}`;
}
