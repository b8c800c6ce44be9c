import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import type { BlockSource } from './block-source.ts';
import { blockRowsOf, type FileRows } from './file-rows.ts';
import type { ParquetColumn } from './parquet-columns.ts';

// As many as the datasets library writes.
const GROUP_ROWS = 1000;
const MAGIC_BYTES = 4;
// What most groups take at most; a larger one makes its buffer grow.
const GROUP_BYTES = 1024 * 1024;

/** A Parquet file with a block for each row group and one, the last, for its footer, which is kept while the groups are not. */
export function parquetBlocks(file: FileRows, columns: readonly ParquetColumn[]): BlockSource {
  const groups = Math.ceil(file.rows / GROUP_ROWS);
  let footer: Uint8Array | undefined;
  return {
    rows: file.rows,
    blocks: groups + 1,
    *makeAll() {
      const writer = new GroupWriter(columns);
      for (let index = 0; index < groups; index += 1) {
        yield writer.write(blockRowsOf(file, GROUP_ROWS, index));
      }
      footer = writer.finish();
      yield footer;
    },
    makeBlock(index) {
      if (index < groups) {
        const bytes = new GroupWriter(columns).write(blockRowsOf(file, GROUP_ROWS, index));
        return index === 0 ? bytes : bytes.subarray(MAGIC_BYTES);
      }
      if (footer === undefined) throw new Error('A footer tells where all groups are: make them.');
      return footer;
    },
  };
}

/** Writes group after group and forgets each one's bytes. */
class GroupWriter {
  readonly #bytes = new ByteWriter(GROUP_BYTES);
  readonly #writer: ParquetWriter;
  readonly #names: readonly string[];

  constructor(columns: readonly ParquetColumn[]) {
    this.#names = columns.map(([{ name }]) => name);
    const root = { name: 'schema', num_children: columns.length };
    const schema: SchemaElement[] = [root, ...columns.flat()];
    this.#writer = new ParquetWriter({ writer: this.#bytes, schema, codec: 'SNAPPY' });
  }

  write(rows: readonly object[]): Uint8Array {
    const columnsOfRows = rows.map((row) => new Map<string, unknown>(Object.entries(row)));
    const columnData = this.#names.map((name) => ({
      name,
      data: columnsOfRows.map((row) => row.get(name)),
      // It would stand before the footer and tell again what that says.
      offsetIndex: false,
    }));
    void this.#writer.write({ columnData, rowGroupSize: GROUP_ROWS });
    return this.#taken();
  }

  finish(): Uint8Array {
    void this.#writer.finish();
    return this.#taken();
  }

  #taken(): Uint8Array {
    const bytes = this.#bytes.getBytes().slice();
    this.#bytes.index = 0;
    return bytes;
  }
}
