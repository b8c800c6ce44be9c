import type { CorpusRecord } from '@llamaforge/schema';

/** What a corpus index holds of each row beside its digest; numbers of 32 bits, in the order in which a block's columns lie. */
export const indexColumns = [
  'high',
  'low',
  'label',
  'instructionLength',
  'inputLength',
  'outputLength',
] as const;

export type IndexColumn = (typeof indexColumns)[number];

/** The fields of a record that are measured, with the column that holds their lengths in code points. */
export const lengthColumns = {
  instruction: 'instructionLength',
  input: 'inputLength',
  output: 'outputLength',
} as const satisfies Partial<Record<keyof CorpusRecord, IndexColumn>>;

/** Rows of a block; the last one of a file has fewer. */
export const rowsPerBlock = 65_536;

// Six numbers and an entropy of 4 bytes each; tags take one byte.
const bytesPerRow = 4 * (indexColumns.length + 1) + 1;

/** The facts of up to 65,536 rows, column by column over one buffer, as the file holds them (little-endian, as every machine that runs Node). */
export class IndexBlock {
  readonly rows: number;
  readonly bytes: Buffer;
  readonly #numbers: readonly Uint32Array[];
  /** bits a pair of code units of the output */
  readonly entropy: Float32Array;
  /** bit i stands for the i-th of `qualityTags` */
  readonly tags: Uint8Array;

  /** @param bytes of a block of so many rows; without it, an empty one */
  constructor(rows: number, bytes: ArrayBuffer = new ArrayBuffer(blockBytes(rows))) {
    this.rows = rows;
    this.bytes = Buffer.from(bytes);
    this.#numbers = indexColumns.map(
      (_, column) => new Uint32Array(bytes, 4 * rows * column, rows),
    );
    const end = 4 * rows * indexColumns.length;
    this.entropy = new Float32Array(bytes, end, rows);
    this.tags = new Uint8Array(bytes, end + 4 * rows, rows);
  }

  /** One column's numbers, a view that can be written. */
  column(name: IndexColumn): Uint32Array {
    const numbers = this.#numbers[indexColumns.indexOf(name)];
    if (numbers === undefined) throw new RangeError(`an index has no column ${name}`);
    return numbers;
  }
}

/** The size of a block of so many rows. */
export function blockBytes(rows: number): number {
  return rows * bytesPerRow;
}
