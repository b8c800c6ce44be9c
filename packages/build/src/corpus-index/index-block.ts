/** Rows of a block; the last one of a file has fewer. */
export const rowsPerBlock = 65_536;

// Six numbers and an entropy of 4 bytes each; tags take one byte.
const columnsOf4Bytes = 7;
const bytesPerRow = 4 * columnsOf4Bytes + 1;

/**
 * The facts of up to 65,536 rows, column by column over one buffer, as the file holds them (little-endian, as every
 * machine that runs Node). Columns are views that can be written.
 */
export class IndexBlock {
  readonly rows: number;
  readonly bytes: Buffer;
  /** the digest's first 4 bytes */
  readonly high: Uint32Array;
  /** the digest's next 4 bytes */
  readonly low: Uint32Array;
  /** the row's place in the footer's `labels` */
  readonly label: Uint32Array;
  /** in code points, as the two after it */
  readonly instruction: Uint32Array;
  readonly input: Uint32Array;
  readonly output: Uint32Array;
  /** of the output, in bits, 0 to 7 */
  readonly entropy: Float32Array;
  /** bit i stands for the i-th of `indexedTags` */
  readonly tags: Uint8Array;

  /** @param memory where the columns stand, on a border of 4 bytes; without it they are zeros of their own */
  constructor(rows: number, memory?: Buffer) {
    const { buffer, byteOffset } = memory ?? Buffer.from(new ArrayBuffer(blockBytes(rows)));
    const numbers = (column: number): Uint32Array =>
      new Uint32Array(buffer, byteOffset + 4 * rows * column, rows);
    this.rows = rows;
    this.bytes = Buffer.from(buffer, byteOffset, blockBytes(rows));
    this.high = numbers(0);
    this.low = numbers(1);
    this.label = numbers(2);
    this.instruction = numbers(3);
    this.input = numbers(4);
    this.output = numbers(5);
    this.entropy = new Float32Array(buffer, byteOffset + 4 * rows * 6, rows);
    this.tags = new Uint8Array(buffer, byteOffset + 4 * rows * columnsOf4Bytes, rows);
  }
}

/** The columns that hold lengths; each is named as the field it measures. */
export const measuredColumns = ['instruction', 'input', 'output'] as const;

/** All columns, in the order in which a block holds them. */
export const indexColumns = [
  'high',
  'low',
  'label',
  ...measuredColumns,
  'entropy',
  'tags',
] as const;

/** The size of a block of so many rows. */
export function blockBytes(rows: number): number {
  return rows * bytesPerRow;
}

/** The first rows of a block as a block of so many. */
export function shortened(block: IndexBlock, rows: number): IndexBlock {
  const short = new IndexBlock(rows);
  for (const column of indexColumns) short[column].set(block[column].subarray(0, rows));
  return short;
}
