import { DamagedFileError } from '@llamaforge/schema';
import { CsvError, Parser, type Options } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import type { DelimitedDialect } from './file-format.ts';
import { longestRowBytes } from './file-row.ts';
import { byteOrderMarkBytes } from './json-lines.ts';

/** One record of a delimited file, as csv-parse takes it apart; each character stands for a byte of the file. */
export interface DelimitedRecord {
  /** As it stands in the file, without its line end. */
  readonly raw: string;
  readonly cells: readonly string[];
  /** A quoted cell goes on after its closing quote, as in `"a" b,c`. */
  readonly hasStrayQuote: boolean;
}

/**
 * The records of a file that comes in chunks of any size. Throws a `DamagedFileError` where a quote is still open at
 * the end, or a record is longer than any row may be.
 *
 * @param path named by errors
 */
export async function* readRecords(
  path: string,
  source: { readonly chunks: AsyncIterable<Buffer>; readonly dialect: DelimitedDialect },
): AsyncGenerator<DelimitedRecord, void, undefined> {
  const found: DelimitedRecord[] = [];
  const parser = new Parser(optionsFor(source.dialect, found));
  // `errored` tells of it below; without a listener it would end the process as well.
  parser.on('error', () => undefined);
  let pendingBytes = 0;
  for await (const chunk of framed(source.chunks, source.dialect)) {
    // One by one, so that no more is held than a chunk and the record that it is in.
    await new Promise((resolve) => parser.write(chunk, resolve));
    pendingBytes = chunk.length + (found.length === 0 ? pendingBytes : 0);
    yield* found.splice(0);
    if (parser.errored !== null) throw parser.errored;
    // Not csv-parse's own limit, which counts the text of the cells and no delimiters.
    if (pendingBytes > longestRowBytes) throw tooLong(path, parser.info.records + 1);
  }
  await new Promise<void>((resolve) => parser.end(resolve));
  yield* found;
  if (parser.errored !== null) throw damageOf(parser.errored, path, parser.info.records + 1);
}

/** The records of a text that stands for bytes, up to the first quote that is not closed in it. */
export function parseRecords(text: string, dialect: DelimitedDialect): readonly DelimitedRecord[] {
  const found: DelimitedRecord[] = [];
  try {
    parse(Buffer.from(text, 'latin1'), optionsFor(dialect, found));
  } catch (error) {
    if (!isOpenQuote(error)) throw error;
  }
  return found;
}

/** Has every record added to `found`, whatever its cells: what is wrong with one is told by its reader. */
function optionsFor(dialect: DelimitedDialect, found: DelimitedRecord[]): Options {
  return {
    // One character a byte, so that the bytes of every cell are known and one that is not UTF-8 breaks its row alone.
    encoding: 'latin1',
    delimiter: dialect.delimiter,
    record_delimiter: dialect.lineEnd === '\n' ? ['\r\n', '\n'] : ['\r'],
    quote: dialect.quoting ? '"' : false,
    relax_column_count: true,
    // Not `skip_records_with_error`, which stays within the quotes and takes the next rows for one cell's text.
    relax_quotes: true,
    raw: true,
    on_record: (given: unknown) => {
      // With `raw` it is not the list of cells that the types promise.
      if (!isWithRaw(given)) throw new TypeError('csv-parse gave a record without its raw text');
      const cells = given.record;
      // The line end is there (see `framed`), and of CR and LF only the first character.
      const raw = given.raw.slice(0, -1);
      found.push({ raw, cells, hasStrayQuote: dialect.quoting && hasStrayQuote(cells, raw) });
      return null;
    },
  };
}

function isWithRaw(
  value: unknown,
): value is { readonly record: readonly string[]; readonly raw: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'record' in value &&
    Array.isArray(value.record) &&
    'raw' in value &&
    typeof value.raw === 'string'
  );
}

/**
 * With `relax_quotes`, csv-parse takes `"a" b` for the text of a cell, which `"""a"" b"` is too. What it says of
 * neither: whether the cells, written as they should be, give the record.
 */
function hasStrayQuote(cells: readonly string[], raw: string): boolean {
  if (!raw.includes('"')) return false;
  let at = 0;
  return cells.some((cell) => {
    const written = raw[at] === '"' ? `"${cell.replaceAll('"', '""')}"` : cell;
    const isAsWritten = raw.startsWith(written, at);
    at += written.length + 1;
    return !isAsWritten;
  });
}

/** Without the byte-order mark, and with a line end after the last record too. */
async function* framed(
  chunks: AsyncIterable<Buffer>,
  dialect: DelimitedDialect,
): AsyncGenerator<Buffer, void, undefined> {
  let last: Buffer | undefined;
  for await (const chunk of chunks) {
    const start = last === undefined ? byteOrderMarkBytes(chunk) : 0;
    if (chunk.length > 0) last = chunk;
    yield chunk.subarray(start);
  }
  const lineEnd = Buffer.from(dialect.lineEnd);
  if (last !== undefined && last.at(-1) !== lineEnd[0]) yield lineEnd;
}

function isOpenQuote(error: unknown): boolean {
  return error instanceof CsvError && error.code === 'CSV_QUOTE_NOT_CLOSED';
}

function damageOf(error: Error, path: string, record: number): Error {
  if (!isOpenQuote(error)) return error;
  const where = `the record ${String(record)} (the header is 1)`;
  return new DamagedFileError(path, `a quote that opens in ${where} is not closed`);
}

function tooLong(path: string, record: number): DamagedFileError {
  const limit = String(longestRowBytes / 1024 / 1024);
  return new DamagedFileError(path, `record ${String(record)} is longer than ${limit} MB`);
}
