import { readDelimited } from './delimited-rows.ts';
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
import { readParquet } from './parquet-rows.ts';
import { readBytes } from './read-bytes.ts';
import type { ReadOptions } from './read-file-chunks.ts';
import { readYaml } from './yaml-rows.ts';

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

function openRows(
  path: string,
  format: FileFormat,
  options: ReadOptions,
): AsyncGenerator<FileRow, void, undefined> {
  if (format.format === 'parquet') return readParquet(path, options);
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
    case 'tsv':
      return readDelimited(path, { chunks, dialect: format.dialect ?? dialectOf(format.format) });
    case 'yaml':
      return readYaml(path, chunks);
  }
}

function dialectOf(format: 'csv' | 'tsv'): NonNullable<FileFormat['dialect']> {
  return { delimiter: format === 'tsv' ? '\t' : ',', quoting: true, lineEnd: '\n' };
}

/** Looks at the signal before each row, where the readers look before each chunk; no generator, which would cost a row a microsecond. */
function abortable<T>(
  rows: AsyncGenerator<T, void, undefined>,
  signal: AbortSignal | undefined,
): AsyncIterableIterator<T> {
  if (signal === undefined) return rows;
  const iterator: AsyncIterableIterator<T> = {
    next: async () => {
      if (!signal.aborted) return await rows.next();
      await rows.return();
      throw signal.reason;
    },
    return: async () => await rows.return(),
    [Symbol.asyncIterator]: () => iterator,
  };
  return iterator;
}
