import type { FileHandle } from 'node:fs/promises';
import { CorpusError, DamagedFileError } from '@llamaforge/schema';
import {
  parquetMetadataAsync,
  parquetRead,
  parquetSchema,
  type AsyncBuffer,
  type FileMetaData,
  type RowGroup,
} from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { readErrorOf } from './access-error.ts';
import type { FileRow } from './file-row.ts';
import { parquetParsers, plainRow } from './parquet-values.ts';
import { openFile, type ReadOptions } from './read-file-chunks.ts';

/**
 * The rows of a Parquet file (https://parquet.apache.org/docs/file-format/), row group by row group, a large group
 * in slices. Memory is that of one slice where the group's columns are flat or have a page index, else that of the
 * group: where a row of a nested column begins is known only from decoding all before it.
 */
export async function* readParquet(
  path: string,
  options: ReadOptions = {},
): AsyncGenerator<FileRow, void, undefined> {
  const handle = await openFile(path);
  try {
    const file = await bufferOf(handle, path);
    const metadata = await guarded(path, 'its footer', () => parquetMetadataAsync(file));
    const columns = parquetSchema(metadata).children.map((child) => child.element.name);
    let rowStart = 0;
    for (const [index, group] of metadata.row_groups.entries()) {
      const rowsInGroup = Number(group.num_rows);
      const rowsInSlice = sliceRows(group, metadata);
      for (let row = 0; row < rowsInGroup; row += rowsInSlice) {
        options.signal?.throwIfAborted();
        const begin = rowStart + row;
        const end = rowStart + Math.min(row + rowsInSlice, rowsInGroup);
        const what = `row group ${String(index + 1)}`;
        const rows = await guarded(path, what, () =>
          readSlice({ file, metadata, columns }, begin, end),
        );
        yield* rows.map((cells, offset) => plainRow(columns, cells, begin + offset + 1));
      }
      rowStart += rowsInGroup;
      options.onBytes?.(compressedBytes(group));
    }
  } finally {
    await handle.close();
  }
}

/** What a slice is meant to hold before compression; as JavaScript strings and objects it takes some three times that. */
const sliceBytes = 16 * 1024 * 1024;

function sliceRows(group: RowGroup, metadata: FileMetaData): number {
  const rows = Math.max(1, Number(group.num_rows));
  const isFlat = parquetSchema(metadata).children.every((child) => child.children.length === 0);
  const hasPageIndex = group.columns.every((column) => column.offset_index_offset !== undefined);
  if (!isFlat && !hasPageIndex) return rows;
  const slices = Math.max(1, Math.ceil(Number(group.total_byte_size) / sliceBytes));
  return Math.max(1, Math.ceil(rows / slices));
}

async function readSlice(
  source: {
    readonly file: AsyncBuffer;
    readonly metadata: FileMetaData;
    readonly columns: string[];
  },
  rowStart: number,
  rowEnd: number,
): Promise<readonly (readonly unknown[])[]> {
  let rows: readonly (readonly unknown[])[] = [];
  await parquetRead({
    ...source,
    rowStart,
    rowEnd,
    compressors,
    parsers: parquetParsers,
    utf8: false,
    useOffsetIndex: true,
    onComplete: (complete) => {
      rows = complete;
    },
  });
  if (rows.length !== rowEnd - rowStart) {
    throw new Error(
      `${String(rows.length)} rows where the footer says ${String(rowEnd - rowStart)}`,
    );
  }
  return rows;
}

async function guarded<T>(path: string, what: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof CorpusError || !(error instanceof Error)) throw error;
    // The decoder reports damage by errors of every kind, down to a RangeError from a view.
    throw new DamagedFileError(path, `${what} cannot be read: ${error.message}`, { cause: error });
  }
}

async function bufferOf(handle: FileHandle, path: string): Promise<AsyncBuffer> {
  const { size } = await handle.stat();
  return {
    byteLength: size,
    slice: async (start, end = size) => {
      if (start < 0 || end > size || end < start) {
        throw new Error(
          `it points at the bytes ${String(start)} to ${String(end)} of ${String(size)}`,
        );
      }
      const bytes = new Uint8Array(end - start);
      let filled = 0;
      while (filled < bytes.length) {
        const read = await readAt(handle, { path, bytes, filled, position: start + filled });
        if (read === 0) throw new Error(`it ends before byte ${String(end)}`);
        filled += read;
      }
      return bytes.buffer;
    },
  };
}

async function readAt(
  handle: FileHandle,
  at: {
    readonly path: string;
    readonly bytes: Uint8Array;
    readonly filled: number;
    readonly position: number;
  },
): Promise<number> {
  try {
    const length = at.bytes.length - at.filled;
    return (await handle.read(at.bytes, at.filled, length, at.position)).bytesRead;
  } catch (error) {
    throw readErrorOf(error, at.path);
  }
}

function compressedBytes(group: RowGroup): number {
  return group.columns.reduce(
    (bytes, column) => bytes + Number(column.meta_data?.total_compressed_size ?? 0n),
    0,
  );
}
