import { isAscii, isUtf8 } from 'node:buffer';
import { DamagedFileError } from '@llamaforge/schema';
import { readRecords, type DelimitedRecord } from './delimited-records.ts';
import type { DelimitedDialect } from './file-format.ts';
import { invalidUtf8Row, rawTextOf, type FileRow } from './file-row.ts';

/**
 * The rows of a CSV or TSV file, as objects with the header's names for keys. Every cell is text, an empty one `""`.
 * A row with more or fewer cells than the header is broken: there is no telling which cell is which.
 */
export async function* readDelimited(
  path: string,
  source: { readonly chunks: AsyncIterable<Buffer>; readonly dialect: DelimitedDialect },
): AsyncGenerator<FileRow, void, undefined> {
  let header: readonly string[] | undefined;
  let rows = 0;
  for await (const record of readRecords(path, source)) {
    // A tab is a delimiter here, and `\t\t` three empty cells.
    const isBlank = /^ *$/u.test(record.raw);
    if (header === undefined) {
      if (!isBlank) header = readHeader(path, record);
    } else if (isBlank) {
      yield { kind: 'blank', line: rows + 1 };
    } else {
      rows += 1;
      yield readRow(record, header, rows);
    }
  }
}

function readHeader(path: string, record: DelimitedRecord): readonly string[] {
  if (!isUtf8(bytesOf(record.raw))) throw new DamagedFileError(path, 'its header is not UTF-8');
  if (record.hasStrayQuote) {
    throw new DamagedFileError(path, 'a cell of its header goes on after its closing quote');
  }
  return uniqueNames(record.cells.map(textOf));
}

function readRow(record: DelimitedRecord, header: readonly string[], line: number): FileRow {
  const bytes = bytesOf(record.raw);
  if (!isUtf8(bytes)) return invalidUtf8Row(bytes, line);
  const raw = () => rawTextOf(bytes);
  const broken = { kind: 'broken', line, reason: 'invalid_csv', raw } as const;
  if (record.hasStrayQuote) {
    return { ...broken, detail: 'a quoted cell goes on after its closing quote' };
  }
  if (record.cells.length !== header.length) {
    const counts = `${String(record.cells.length)} cells where the header has ${String(header.length)}`;
    return { ...broken, detail: counts };
  }
  const cells = isAscii(bytes) ? record.cells : record.cells.map(textOf);
  // fromEntries defines its keys, so that a column called __proto__ is a key like any other.
  const value = Object.fromEntries(header.map((name, index) => [name, cells[index] ?? '']));
  return { kind: 'row', line, value, raw };
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

function bytesOf(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}

function textOf(cell: string): string {
  return bytesOf(cell).toString('utf8');
}
