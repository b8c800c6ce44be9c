/** File formats that a corpus folder may hold, as the ledger names them. */
export const formatNames = [
  'jsonl',
  'json_array',
  'json_wrapped',
  'json_keyed',
  'json_columns',
  'json_objects',
  'squad',
  'csv',
  'tsv',
  'yaml',
  'parquet',
] as const;

/** One of the formats that are read. */
export type FormatName = (typeof formatNames)[number];

/** Compressions that a file may have around its format; Parquet has its own inside. */
export const compressionNames = ['none', 'gzip', 'zstd'] as const;

/** How a file's bytes are compressed. */
export type CompressionName = (typeof compressionNames)[number];

/** What a reader must know of a file before its first row; `detectFormat` tells it from the bytes. */
export interface FileFormat {
  readonly format: FormatName;
  readonly compression: CompressionName;
  /** `json_wrapped` and `squad`: the key that holds the rows, as the file spells it. */
  readonly wrapperKey?: string;
  /** `csv` and `tsv`. */
  readonly dialect?: DelimitedDialect;
}

/** How the cells of a delimited file are told apart. */
export interface DelimitedDialect {
  readonly delimiter: ',' | '\t' | ';';
  /** False where `"` is a character like any other, as in many tab-separated files. */
  readonly quoting: boolean;
  readonly lineEnd: '\n' | '\r';
}

/** What a name says of its file; `other` leaves it to the bytes alone. */
export type NamedKind = 'jsonl' | 'json' | 'csv' | 'tsv' | 'yaml' | 'parquet' | 'other';

const kindOfExtension = new Map<string, NamedKind>([
  ['.jsonl', 'jsonl'],
  ['.ndjson', 'jsonl'],
  ['.json', 'json'],
  ['.csv', 'csv'],
  ['.tsv', 'tsv'],
  ['.yaml', 'yaml'],
  ['.yml', 'yaml'],
  ['.parquet', 'parquet'],
]);

const compressionOfExtension = new Map<string, CompressionName>([
  ['.gz', 'gzip'],
  ['.zst', 'zstd'],
]);

/** Whether a name's extension is one that is read, in any case: `.jsonl`, `.json.gz`, `.csv.zst`, `.parquet`… */
export function hasReadableExtension(path: string): boolean {
  const { kind, compression } = readName(path);
  return kind !== 'other' && (kind !== 'parquet' || compression === 'none');
}

/** The name without its format and compression extensions: `a/dev-v2.0.json.gz` gives `a/dev-v2.0`. */
export function stripExtensions(path: string): string {
  return readName(path).stem;
}

/** Takes a name apart; says nothing of what the file really holds. */
export function readName(path: string): {
  readonly stem: string;
  readonly kind: NamedKind;
  readonly compression: CompressionName;
} {
  const outer = lastExtension(path);
  const compression = compressionOfExtension.get(outer.toLowerCase()) ?? 'none';
  const inner = compression === 'none' ? path : path.slice(0, -outer.length);
  const extension = lastExtension(inner);
  const kind = kindOfExtension.get(extension.toLowerCase()) ?? 'other';
  const stem = kind === 'other' ? inner : inner.slice(0, -extension.length);
  return { stem, kind, compression };
}

function lastExtension(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  // A name that is nothing but an extension (`.json`) is a hidden file, not a data set.
  return dot > 0 ? name.slice(dot) : '';
}
