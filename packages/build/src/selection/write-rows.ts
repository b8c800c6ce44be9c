import { readLinesInOrder, type LineOrder } from '@llamaforge/shards';
import { ChangedFileError } from '@llamaforge/schema';
import { isSameStamp, readStamp } from '@llamaforge/shards';
import type { ReadCorpus } from './read-corpus.ts';
import {
  SelectionFiles,
  type OutputPart,
  type SetAside,
  type WrittenOutput,
} from './selection-files.ts';
import type { SelectionContext, SelectionPaths } from './selection-options.ts';

/** Which rows are written, in which order, and to which files. */
export interface RowsToWrite {
  /** the row at each position */
  readonly sequence: Uint32Array;
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
  { index }: Pick<ReadCorpus, 'index'>,
  rows: RowsToWrite,
  context: SelectionContext & { readonly paths: SelectionPaths },
): Promise<WrittenOutput[]> {
  const { signal, onProgress, paths } = context;
  const totalBytes = Number(index.footer.stamp.size);
  using files = new SelectionFiles(rows.parts, rows.setAside);
  let bytes = 0;
  let position = 0;
  const lines = readLinesInOrder(paths.corpus, lineOrderOf(rows.sequence, index.footer.rows), {
    spoolPath: rows.spoolPath,
    signal,
    onBytes: (added) => {
      bytes += added;
      onProgress?.({ phase: 'write', bytes, totalBytes, rows: position });
    },
  });
  for await (const batch of lines) {
    for (const line of batch) {
      const where = files.write(line, position, rows.repeats?.[position] === 1);
      rows.onRow?.(position, where, line.length);
      position += 1;
    }
  }
  if (!isSameStamp(index.footer.stamp, await readStamp(paths.corpus))) {
    throw new ChangedFileError(paths.corpus);
  }
  return files.finish();
}

/** The lines in ascending order, each with the position it goes to: a counting sort, as rows are small numbers. */
function lineOrderOf(sequence: Uint32Array, rowCount: number): LineOrder {
  const nextOfRow = new Uint32Array(rowCount + 1);
  for (const row of sequence) nextOfRow[row + 1] = (nextOfRow[row + 1] ?? 0) + 1;
  for (let row = 0; row < rowCount; row += 1) {
    nextOfRow[row + 1] = (nextOfRow[row + 1] ?? 0) + (nextOfRow[row] ?? 0);
  }
  const lines = new Uint32Array(sequence.length);
  const positions = new Uint32Array(sequence.length);
  for (let position = 0; position < sequence.length; position += 1) {
    const row = sequence[position] ?? 0;
    const at = nextOfRow[row] ?? 0;
    nextOfRow[row] = at + 1;
    lines[at] = row;
    positions[at] = position;
  }
  return { lines, positions };
}
