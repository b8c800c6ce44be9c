import { isUtf8 } from 'node:buffer';
import { DamagedFileError } from '@llamaforge/schema';
import type { DelimitedDialect } from './file-format.ts';
import { invalidUtf8Row, rawTextOf, type FileRow } from './file-row.ts';
import { byteOrderMarkBytes } from './json-lines.ts';
import { RecordSplitter, type DelimitedRecord } from './record-splitter.ts';
import { splitCells } from './split-cells.ts';

/**
 * The rows of a CSV or TSV file, as objects with the header's names for keys. Every cell is text, an empty one `""`.
 * A row with more or fewer cells than the header is broken: there is no telling which cell is which.
 */
export async function* readDelimited(
  path: string,
  source: { readonly chunks: AsyncIterable<Buffer>; readonly dialect: DelimitedDialect },
): AsyncGenerator<FileRow, void, undefined> {
  const reader = new DelimitedReader(path, source.dialect);
  const splitter = new RecordSplitter(path, source.dialect);
  let isFirst = true;
  for await (const chunk of source.chunks) {
    const start = isFirst ? byteOrderMarkBytes(chunk) : 0;
    isFirst = false;
    for (const record of splitter.push(chunk.subarray(start))) {
      const row = reader.take(record);
      if (row !== undefined) yield row;
    }
  }
  const last = splitter.end();
  const row = last === undefined ? undefined : reader.take(last);
  if (row !== undefined) yield row;
}

class DelimitedReader {
  readonly #path: string;
  readonly #dialect: DelimitedDialect;
  #header: readonly string[] | undefined;
  #row = 0;

  constructor(path: string, dialect: DelimitedDialect) {
    this.#path = path;
    this.#dialect = dialect;
  }

  /** The record's row; undefined for the header and what stands before it. */
  take(record: DelimitedRecord): FileRow | undefined {
    // A tab is a delimiter here, and `\t\t` three empty cells.
    const isBlank = record.bytes.every((byte) => byte === 0x20);
    if (this.#header === undefined) {
      if (!isBlank) this.#header = this.#readHeader(record);
      return undefined;
    }
    if (isBlank) return { kind: 'blank', line: this.#row + 1 };
    this.#row += 1;
    return this.#readRow(record, this.#header);
  }

  #readHeader(record: DelimitedRecord): readonly string[] {
    if (!isUtf8(record.bytes)) throw new DamagedFileError(this.#path, 'its header is not UTF-8');
    if (record.hasStrayQuote) {
      throw new DamagedFileError(
        this.#path,
        'a cell of its header goes on after its closing quote',
      );
    }
    return uniqueNames(splitCells(record.bytes.toString('utf8'), this.#dialect));
  }

  #readRow(record: DelimitedRecord, header: readonly string[]): FileRow {
    const { bytes } = record;
    const line = this.#row;
    if (!isUtf8(bytes)) return invalidUtf8Row(bytes, line);
    const raw = () => rawTextOf(bytes);
    const broken = { kind: 'broken', line, reason: 'invalid_csv', raw } as const;
    if (record.hasStrayQuote) {
      return { ...broken, detail: 'a quoted cell goes on after its closing quote' };
    }
    const cells = splitCells(bytes.toString('utf8'), this.#dialect);
    if (cells.length !== header.length) {
      const counts = `${String(cells.length)} cells where the header has ${String(header.length)}`;
      return { ...broken, detail: counts };
    }
    // fromEntries defines its keys, so that a column called __proto__ is a key like any other.
    const value = Object.fromEntries(header.map((name, index) => [name, cells[index] ?? '']));
    return { kind: 'row', line, value, raw };
  }
}

/** Trimmed; an empty name becomes `column_3` and a repeated one `name_2`, so that no cell is lost. */
function uniqueNames(cells: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  for (const [index, cell] of cells.entries()) {
    const name = cell.trim() === '' ? `column_${String(index + 1)}` : cell.trim();
    let unique = name;
    for (let copy = 2; taken.has(unique); copy += 1) unique = `${name}_${String(copy)}`;
    taken.add(unique);
  }
  return [...taken];
}
