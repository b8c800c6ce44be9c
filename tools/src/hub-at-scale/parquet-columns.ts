import type { SchemaElement } from 'hyparquet-writer';

/** A column as the schema's elements that describe it, the column's own first. */
export type ParquetColumn = readonly [SchemaElement, ...SchemaElement[]];

const optional = 'OPTIONAL';

/** A column of texts. */
export function textColumn(name: string): ParquetColumn {
  return [{ name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: optional }];
}

/** A column of numbers of 32 bits. */
export function numberColumn(name: string): ParquetColumn {
  return [{ name, type: 'INT32', repetition_type: optional }];
}

/** A column of lists, whose elements are as `item` says. */
export function listColumn(name: string, item: (name: string) => ParquetColumn): ParquetColumn {
  return [
    { name, repetition_type: optional, num_children: 1, converted_type: 'LIST' },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    ...item('element'),
  ];
}

/** A column of objects with these columns inside. */
export function structColumn(name: string, children: readonly ParquetColumn[]): ParquetColumn {
  return [{ name, repetition_type: optional, num_children: children.length }, ...children.flat()];
}
