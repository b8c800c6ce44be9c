import type { FileHandle } from 'node:fs/promises';
import { CorpusError, DamagedFileError, readErrorOf } from '@llamaforge/schema';
import {
  parquetMetadataAsync,
  parquetSchema,
  type AsyncBuffer,
  type FileMetaData,
  type RowGroup,
} from 'hyparquet';
import type { FileRow } from './file-row.ts';
import { ParquetGroup } from './parquet-group.ts';
import { plainRow } from './parquet-values.ts';
import { openFile, type ReadOptions } from './read-file-chunks.ts';

/** What a slice is meant to hold before compression; as lists and objects it takes some ten times that. */
const sliceBytes = 1024 * 1024;

/** A dictionary makes rows look small that are not. */
const mostRowsInSlice = 4096;

/**
 * The rows of a Parquet file (https://parquet.apache.org/docs/file-format/), each row group in slices. Memory is that
 * of one slice, and of one page and the dictionary for each column: 1 MB each, or 1,024 rows, with most writers.
 */
export async function* readParquet(
  path: string,
  options: ReadOptions = {},
): AsyncGenerator<FileRow, void, undefined> {
  const handle = await openFile(path);
  try {
    const file = await bufferOf(handle, path, options.ensureBytes);
    const metadata = await guarded(path, 'its footer', () => parquetMetadataAsync(file));
    const columns = parquetSchema(metadata).children.map((child) => child.element.name);
    for (const { index, rowGroup, firstLine } of groupsToRead(metadata, options.rowGroups)) {
      const inGroup = <T>(read: () => T | Promise<T>) =>
        guarded(path, `row group ${String(index + 1)}`, read);
      const { start, end } = groupBytes(rowGroup);
      await options.ensureBytes?.(start, end);
      const group = await inGroup(() => new ParquetGroup(file, metadata, rowGroup));
      const rowsInGroup = Number(rowGroup.num_rows);
      const rowsInSlice = sliceRows(rowGroup);
      for (let taken = 0; taken < rowsInGroup; taken += rowsInSlice) {
        options.signal?.throwIfAborted();
        const count = Math.min(rowsInSlice, rowsInGroup - taken);
        const first = firstLine + taken;
        const rows = await inGroup(() => group.take(count));
        yield* rows.map((cells, offset) => plainRow(columns, cells, first + offset));
      }
      await inGroup(() => {
        group.end();
      });
      options.onBytes?.(compressedBytes(rowGroup));
    }
  } finally {
    await handle.close();
  }
}

interface GroupToRead {
  readonly index: number;
  readonly rowGroup: RowGroup;
  readonly firstLine: number;
}

function groupsToRead(
  { row_groups: groups }: FileMetaData,
  { first, last }: NonNullable<ReadOptions['rowGroups']> = { first: 0, last: Infinity },
): readonly GroupToRead[] {
  let line = 1;
  const all = groups.map((rowGroup, index): GroupToRead => {
    const firstLine = line;
    line += Number(rowGroup.num_rows);
    return { index, rowGroup, firstLine };
  });
  return all.filter(({ index }) => index >= first && index <= last);
}

/** A row group as it lies in its file: `rows` in the bytes from `start` to `end` (exclusive), `contentBytes` when decompressed. */
export interface ParquetGroupExtent {
  readonly rows: number;
  readonly contentBytes: number;
  readonly start: number;
  readonly end: number;
}

/** As `readParquetExtents`, for which it is. */
export async function parquetExtents(
  path: string,
  options: Pick<ReadOptions, 'ensureBytes'> = {},
): Promise<readonly ParquetGroupExtent[]> {
  const handle = await openFile(path);
  try {
    const file = await bufferOf(handle, path, options.ensureBytes);
    const metadata = await guarded(path, 'its footer', () => parquetMetadataAsync(file));
    return metadata.row_groups.map((group) => ({
      rows: Number(group.num_rows),
      contentBytes: Number(group.total_byte_size),
      ...groupBytes(group),
    }));
  } finally {
    await handle.close();
  }
}

/** From the first page of a group's columns, a dictionary included, to the last. */
function groupBytes({ columns }: RowGroup): { readonly start: number; readonly end: number } {
  const chunks = columns.flatMap(({ meta_data: chunk }) => (chunk === undefined ? [] : [chunk]));
  const extents = chunks.map((chunk) => {
    const start = Number(chunk.dictionary_page_offset ?? 0n) || Number(chunk.data_page_offset);
    return { start, end: start + Number(chunk.total_compressed_size) };
  });
  return {
    start: Math.min(...extents.map(({ start }) => start)),
    end: Math.max(...extents.map(({ end }) => end)),
  };
}

function sliceRows({ num_rows: rows, total_byte_size: bytes }: RowGroup): number {
  const fitting = Math.floor((Number(rows) * sliceBytes) / Math.max(1, Number(bytes)));
  return Math.min(mostRowsInSlice, Math.max(1, fitting));
}

async function guarded<T>(path: string, what: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof CorpusError || !(error instanceof Error)) throw error;
    // The decoder reports damage by errors of every kind, down to a RangeError from a view.
    throw new DamagedFileError(path, `${what} cannot be read: ${error.message}`, { cause: error });
  }
}

async function bufferOf(
  handle: FileHandle,
  path: string,
  ensureBytes: ReadOptions['ensureBytes'],
): Promise<AsyncBuffer> {
  const { size } = await handle.stat();
  return {
    byteLength: size,
    slice: async (start, end = size) => {
      if (start < 0 || end > size || end < start) {
        throw new Error(
          `it points at the bytes ${String(start)} to ${String(end)} of ${String(size)}`,
        );
      }
      await ensureBytes?.(start, end);
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
