import { ChangedFileError } from '@llamaforge/schema';
import type { FileFormat } from './file-format.ts';
import type { FileRow } from './file-row.ts';
import { JsonCursor } from './json-cursor.ts';
import { jsonRow } from './json-row.ts';
import { countElements, cutElements, walkMembers } from './json-structure.ts';
import { readBytes } from './read-bytes.ts';
import type { ReadOptions } from './read-file-chunks.ts';

/**
 * The most columns that are read as such: each has the file open once more, a chunk in memory, and for a
 * compressed file a decompressor that begins anew.
 */
export const mostColumns = 64;

/**
 * The rows of an object of equally long lists, zipped without holding any list: one pass finds the columns, then
 * each is read by a stream of its own that has gone on to where its list begins.
 */
export async function* readJsonColumns(
  path: string,
  format: FileFormat,
  options: ReadOptions,
): AsyncGenerator<FileRow, void, undefined> {
  const columns = await findColumns(path, format, options);
  const streams = columns.map((column) => openColumn(path, { format, column, options }));
  try {
    for (let line = 1; ; line += 1) {
      const cells = await Promise.all(streams.map(async (stream) => await stream.next()));
      const row: Buffer[] = [];
      for (const [index, cell] of cells.entries()) {
        const key = JSON.stringify(columns[index]?.key);
        if (cell.done !== true) row.push(Buffer.from(`${key}:`), cell.value);
        if (cell.done !== true && index < cells.length - 1) row.push(Buffer.from(','));
      }
      if (cells.every((cell) => cell.done === true)) return;
      // The first pass has counted: the lists were equally long then.
      if (cells.some((cell) => cell.done === true)) throw new ChangedFileError(path);
      yield jsonRow(Buffer.concat([Buffer.from('{'), ...row, Buffer.from('}')]), line);
    }
  } finally {
    await Promise.all(
      streams.map(async (stream) => {
        await stream.return();
      }),
    );
  }
}

interface Column {
  readonly key: string;
  readonly index: number;
}

async function findColumns(
  path: string,
  format: FileFormat,
  options: ReadOptions,
): Promise<readonly Column[]> {
  const cursor = new JsonCursor(path, readBytes(path, format.compression, options));
  try {
    // Of a key that stands twice the last counts.
    const columns = new Map<string, Column>();
    let index = 0;
    for await (const key of walkMembers(cursor)) {
      await countElements(cursor);
      columns.set(key, { key, index });
      index += 1;
    }
    await cursor.expectEnd();
    return [...columns.values()];
  } finally {
    await cursor.close();
  }
}

async function* openColumn(
  path: string,
  at: { readonly format: FileFormat; readonly column: Column; readonly options: ReadOptions },
): AsyncGenerator<Buffer, void, undefined> {
  const chunks = readBytes(path, at.format.compression, { signal: at.options.signal });
  const cursor = new JsonCursor(path, chunks);
  try {
    let index = 0;
    for await (const key of walkMembers(cursor)) {
      if (index === at.column.index && key === at.column.key) {
        yield* cutElements(cursor);
        return;
      }
      await cursor.skipValue();
      index += 1;
    }
  } finally {
    await cursor.close();
  }
}
