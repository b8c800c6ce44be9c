import type { FileFormat } from './file-format.ts';
import type { FileRow } from './file-row.ts';
import { readJsonColumns } from './json-columns.ts';
import {
  readJsonArray,
  readJsonObjects,
  readKeyedRows,
  readWrappedArray,
} from './json-documents.ts';
import { readJsonLines } from './json-lines.ts';
import { readSquad } from './json-squad.ts';
import { readBytes } from './read-bytes.ts';
import type { ReadOptions } from './read-file-chunks.ts';

/**
 * The rows of a file, in order, as `detectFormat` told its format; streamed, so that memory does not grow with the
 * file. A broken row is given as such and the next is read; what breaks the file throws a `DamagedFileError`, a
 * refusal of the system a `FileAccessError`. A consumer that stops early closes the file.
 *
 * @example
 * for await (const row of readRows(path, await detectFormat(path))) {
 *   if (row.kind === 'row') console.log(row.line, row.value);
 * }
 */
export function readRows(
  path: string,
  format: FileFormat,
  options: ReadOptions = {},
): AsyncIterableIterator<FileRow> {
  return abortable(openRows(path, format, options), options.signal);
}

/** What is read of a generator. */
type Rows = Pick<AsyncGenerator<FileRow, void, undefined>, 'next' | 'return'>;

/** Libraries are loaded with the first row of a format that needs them: a thread that reads lines starts in half the time. */
function openRows(path: string, format: FileFormat, options: ReadOptions): Rows {
  if (format.format === 'parquet') {
    return later(async () => (await import('./parquet-rows.ts')).readParquet(path, options));
  }
  if (format.format === 'json_columns') return readJsonColumns(path, format, options);
  const chunks = readBytes(path, format.compression, options);
  switch (format.format) {
    case 'jsonl':
      return readJsonLines(chunks, path);
    case 'json_array':
      return readJsonArray(path, chunks);
    case 'json_wrapped':
      return readWrappedArray(path, { chunks, wrapperKey: format.wrapperKey ?? 'data' });
    case 'json_keyed':
      return readKeyedRows(path, chunks);
    case 'json_objects':
      return readJsonObjects(path, chunks);
    case 'squad':
      return readSquad(path, { chunks, wrapperKey: format.wrapperKey ?? 'data' });
    case 'csv':
    case 'tsv': {
      const dialect = format.dialect ?? dialectOf(format.format);
      return later(async () => {
        const { readDelimited } = await import('./delimited-rows.ts');
        return readDelimited(path, { chunks, dialect });
      });
    }
    case 'yaml':
      return later(async () => (await import('./yaml-rows.ts')).readYaml(path, chunks));
  }
}

function dialectOf(format: 'csv' | 'tsv'): NonNullable<FileFormat['dialect']> {
  return { delimiter: format === 'tsv' ? '\t' : ',', quoting: true, lineEnd: '\n' };
}

/** Rows whose reader comes with the first of them; no generator, which would cost a row a microsecond. */
function later(open: () => Promise<Rows>): Rows {
  let rows: Rows | undefined;
  return {
    next: () => rows?.next() ?? open().then((opened) => (rows = opened).next()),
    return: (value) => rows?.return(value) ?? Promise.resolve({ done: true, value: undefined }),
  };
}

/** Looks at the signal before each row, where the readers look before each chunk. */
function abortable(rows: Rows, signal: AbortSignal | undefined): AsyncIterableIterator<FileRow> {
  const iterator: AsyncIterableIterator<FileRow> = {
    next:
      signal === undefined
        ? () => rows.next()
        : async () => {
            if (!signal.aborted) return await rows.next();
            await rows.return();
            throw signal.reason;
          },
    return: async () => await rows.return(),
    [Symbol.asyncIterator]: () => iterator,
  };
  return iterator;
}
