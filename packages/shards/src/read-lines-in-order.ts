import { stat } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { readErrorOf } from '@llamaforge/schema';
import { lineHeaderBytes } from './line-bucket.ts';
import { LineSorter } from './line-sorter.ts';
import type { LineBatch } from './ordered-lines.ts';
import type { ReadOptions } from './read-file-chunks.ts';
import { SpoolFile } from './spool-file.ts';
import { takeLines } from './take-lines.ts';
import type { WriteThread } from './write-thread.ts';

/** Which lines of a file are wanted, and where each goes. */
export interface LineOrder {
  /** Line numbers from 0, ascending; a line that goes to two places stands twice. */
  readonly lines: Uint32Array;
  /** Where the line of the same index goes: each of 0 to `lines.length` (exclusive) once. */
  readonly positions: Uint32Array;
}

/** What the sort needs beside the file. */
interface OrderOptions {
  /** A temporary name: what stands under it is lost. */
  readonly spoolPath: string;
  readonly memoryBytes?: number | undefined;
  /** Writes the spool where it is given, and must outlive the reading. */
  readonly thread?: WriteThread | undefined;
}

const defaultMemoryBytes = 32 * 1024 * 1024;

/**
 * The wanted lines of a file by position, each with its line feed: an external sort through one spool file, whose
 * memory (about twice `memoryBytes`, default 32 MB, or the longest line) does not grow with the texts.
 *
 * A batch holds until the next one is asked for: write it or copy it before. The spool is
 * made where the lines do not fit in memory, and is gone at the end, on an error, and when the consumer stops early.
 * Throws a `DamagedFileError` where the file ends before the last wanted line.
 */
export async function* readLinesInOrder(
  path: string,
  order: LineOrder,
  options: ReadOptions & OrderOptions,
): AsyncGenerator<LineBatch, void, undefined> {
  const spool = new SpoolFile(options.spoolPath, options.thread);
  try {
    const sorter = new LineSorter({
      spool,
      memoryBytes: options.memoryBytes ?? defaultMemoryBytes,
      lines: order.lines.length,
      expectedBytes: await expectedBytes(path, order.lines),
    });
    await takeLines(path, order.lines, {
      ...options,
      take: (index, line) => {
        sorter.add(positionAt(order, index), line);
      },
    });
    for (const part of sorter.parts()) {
      // A signal is heard here: what else is awaited never gives the event loop its turn.
      await setImmediate();
      for (const batch of part) {
        options.signal?.throwIfAborted();
        yield batch;
      }
    }
  } finally {
    spool.remove();
  }
}

function positionAt(order: LineOrder, index: number): number {
  const position = order.positions[index];
  if (position === undefined)
    throw new Error(`Line ${String(index)} of the order has no position.`);
  return position;
}

/** As if the wanted lines were as long as those around them. */
async function expectedBytes(path: string, lines: Uint32Array): Promise<number> {
  try {
    const { size } = await stat(path);
    const share = lines.length / ((lines.at(-1) ?? 0) + 1);
    return size * share + lines.length * lineHeaderBytes;
  } catch (error) {
    throw readErrorOf(error, path);
  }
}
