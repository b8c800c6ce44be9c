import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';

type Row = Readonly<Record<string, unknown>>;

/** Rows as a data set's file holds them; the path's ending says how: `.jsonl`, `.json` (one array), `.csv`, `.parquet`, each but the last also `.gz`. */
export function encodeRows(
  rows: readonly Row[],
  path: string,
  { rowsInGroup = 1000 }: { readonly rowsInGroup?: number } = {},
): Uint8Array {
  if (path.endsWith('.gz')) return gzipSync(encodeRows(rows, path.slice(0, -3)));
  if (path.endsWith('.parquet')) return encodeParquet(rows, rowsInGroup);
  if (path.endsWith('.csv')) return Buffer.from(encodeCsv(rows));
  if (path.endsWith('.json')) return Buffer.from(JSON.stringify(rows, undefined, 2));
  return Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}

function encodeCsv(rows: readonly Row[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const quoted = (value: unknown): string =>
    `"${(typeof value === 'string' ? value : JSON.stringify(value)).replaceAll('"', '""')}"`;
  const lines = rows.map((row) => columns.map((column) => quoted(row[column] ?? '')).join(','));
  return `${[columns.map(quoted).join(','), ...lines].join('\r\n')}\r\n`;
}

/** An element of a Parquet schema, of which these few are needed. */
type Element = Parameters<typeof parquetWriteBuffer>[0]['schema'] extends
  readonly (infer E)[] | undefined
  ? E
  : never;

/** Texts, whole numbers, truth values, lists and structs, each column of the kind its first value has. */
function encodeParquet(rows: readonly Row[], rowsInGroup: number): Uint8Array {
  const names = Object.keys(rows[0] ?? {});
  const columns = names.map((name) => ({ name, data: rows.map((row) => row[name] ?? null) }));
  const schema: Element[] = [
    { name: 'root', num_children: names.length },
    ...columns.flatMap(({ name, data }) =>
      schemaOf(
        name,
        data.filter((value) => value !== null),
      ),
    ),
  ];
  return new Uint8Array(
    parquetWriteBuffer({ columnData: columns, schema, rowGroupSize: rowsInGroup }),
  );
}

function schemaOf(name: string, values: readonly unknown[]): Element[] {
  const [first] = values;
  const repetition_type = 'OPTIONAL';
  if (Array.isArray(first)) {
    const elements = values.flat();
    return [
      { name, repetition_type, converted_type: 'LIST', num_children: 1 },
      { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      ...schemaOf('element', elements),
    ];
  }
  if (typeof first === 'object' && first !== null) {
    const keys = Object.keys(first);
    const children = keys.flatMap((key) => schemaOf(key, membersOf(values, key)));
    return [{ name, repetition_type, num_children: keys.length }, ...children];
  }
  if (typeof first === 'boolean') return [{ name, repetition_type, type: 'BOOLEAN' }];
  if (typeof first === 'number') {
    const type = Number.isInteger(first) ? 'INT32' : 'DOUBLE';
    return [{ name, repetition_type, type }];
  }
  return [{ name, repetition_type, type: 'BYTE_ARRAY', converted_type: 'UTF8' }];
}

function membersOf(values: readonly unknown[], key: string): unknown[] {
  return values.flatMap((value) => {
    if (typeof value !== 'object' || value === null) return [];
    const member: unknown = Object.entries(value).find(([name]) => name === key)?.[1];
    return member === null || member === undefined ? [] : [member];
  });
}
