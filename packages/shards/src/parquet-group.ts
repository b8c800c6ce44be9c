import { parquetSchema, type AsyncBuffer, type FileMetaData, type RowGroup } from 'hyparquet';
import type { SchemaTree } from 'hyparquet';
import { assembleNested } from 'hyparquet/src/assemble.js';
import { ParquetColumn } from './parquet-column.ts';
import { parquetParsers } from './parquet-values.ts';

/** A top-level column, and the columns of the file that it is made of: one, or those of its lists and structs. */
interface Member {
  readonly schema: SchemaTree;
  readonly columns: readonly ParquetColumn[];
}

/** A row group whose rows are taken in order, a few at a time. */
export class ParquetGroup {
  readonly #members: readonly Member[];

  constructor(file: AsyncBuffer, metadata: FileMetaData, group: RowGroup) {
    const root = parquetSchema(metadata);
    const chunks = group.columns.map(({ meta_data: chunk, file_path: otherFile }) => {
      if (chunk === undefined) throw new Error('a column of it is encrypted');
      if (otherFile !== undefined) throw new Error('a column of it is in another file');
      return chunk;
    });
    this.#members = root.children.map((schema) => {
      const { name } = schema.element;
      const own = chunks.filter((chunk) => chunk.path_in_schema[0] === name);
      if (own.length === 0) throw new Error(`it has no column ${name}`);
      return { schema, columns: own.map((chunk) => new ParquetColumn(file, root, chunk)) };
    });
  }

  /** The next `count` rows, each a list of its cells in the order of the schema. */
  async take(count: number): Promise<readonly (readonly unknown[])[]> {
    const cells: (readonly unknown[])[] = [];
    for (const member of this.#members) cells.push(await takeCells(member, count));
    return Array.from({ length: count }, (_, row) => cells.map((column) => column[row]));
  }

  /** Throws where there are more rows than were taken. */
  end(): void {
    for (const { columns } of this.#members) {
      for (const column of columns) column.end();
    }
  }
}

async function takeCells(member: Member, count: number): Promise<readonly unknown[]> {
  const parts = new Map<string, unknown[]>();
  for (const column of member.columns) parts.set(column.path, await column.take(count));
  const { schema } = member;
  if (schema.children.length > 0) assembleNested(parts, schema, parquetParsers);
  const cells = parts.get(schema.element.name);
  if (cells?.length !== count) {
    throw new Error(`its column ${schema.element.name} cannot be put together`);
  }
  return cells;
}
