import { ChangedFileError } from '@llamaforge/schema';
import {
  isSameStamp,
  readLinesInOrder,
  readStamp,
  WriteThread,
  type LineBatch,
  type LineOrder,
} from '@llamaforge/shards';
import type { CorpusIndex } from '../corpus-index/corpus-index.ts';
import type { IndexFooter } from '../corpus-index/index-footer.ts';
import {
  SelectionFiles,
  type OutputPart,
  type SetAside,
  type WrittenOutput,
} from './selection-files.ts';
import type { SelectionContext, SelectionPaths } from './selection-options.ts';

/** Which rows are written, in which order, and to which files. */
export interface RowsToWrite {
  /** each row as a line of the corpus, with its position in the output */
  readonly order: LineOrder;
  /** 1 where the row at a position stands at an earlier one too; absent where none does */
  readonly repeats?: Uint8Array;
  readonly parts: readonly OutputPart[];
  readonly setAside: SetAside | undefined;
  readonly spoolPath: string;
  /** hears where each row went and how many bytes its line has */
  readonly onRow?: (
    position: number,
    where: 'corpus' | 'validation' | 'left_out',
    bytes: number,
  ) => void;
}

/** Reads the rows' lines from the corpus and writes them, under temporary names; nothing is left where it throws. */
export async function writeRows(
  { index }: { readonly index: Pick<CorpusIndex, 'footer'> },
  rows: RowsToWrite,
  context: SelectionContext & { readonly paths: SelectionPaths },
): Promise<WrittenOutput[]> {
  const { signal, onProgress, paths } = context;
  const totalBytes = Number(index.footer.stamp.size);
  using thread = await threadFor(rows.order.lines.length, index.footer);
  using files = new SelectionFiles(rows.parts, rows.setAside, thread);
  let bytes = 0;
  let position = 0;
  const lines = readLinesInOrder(paths.corpus, rows.order, {
    spoolPath: rows.spoolPath,
    thread,
    signal,
    onBytes: (added) => {
      bytes += added;
      onProgress?.({ phase: 'write', bytes, totalBytes, rows: position });
    },
  });
  for await (const batch of lines) {
    writeBatch(files, batch, { rows, position });
    position += batch.ends.length;
  }
  if (!isSameStamp(index.footer.stamp, await readStamp(paths.corpus))) {
    throw new ChangedFileError(paths.corpus);
  }
  return files.finish();
}

// Less is written before the thread has started.
const bytesBeforeThread = 64 * 1024 * 1024;

async function threadFor(
  lines: number,
  { rows, stamp }: IndexFooter,
): Promise<WriteThread | undefined> {
  const bytes = (Number(stamp.size) * lines) / rows;
  return bytes < bytesBeforeThread ? undefined : await WriteThread.start();
}

function writeBatch(
  files: SelectionFiles,
  batch: LineBatch,
  { rows, position }: { readonly rows: RowsToWrite; readonly position: number },
): void {
  if (rows.onRow === undefined && files.writeTogether(batch, position)) return;
  let start = 0;
  for (const [index, end] of batch.ends.entries()) {
    const at = position + index;
    const where = files.write(batch.bytes.subarray(start, end), at, rows.repeats?.[at] === 1);
    rows.onRow?.(at, where, end - start);
    start = end;
  }
}
