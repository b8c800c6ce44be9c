import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { fileWriter, ParquetWriter } from 'hyparquet-writer';
import { FileAccessError, recordKeys, writeErrorOf } from '@llamaforge/schema';
import { z } from 'zod';
import { isBlankLine } from '../is-trimmed.ts';
import { type Reading } from '../read-chunks.ts';
import { scanLines, type LineChecker } from '../scan-lines.ts';
import { SegmentCounter } from '../segment-counter.ts';
import { RowComparer, type ConsumedRows } from './consumed-rows.ts';
import { type RowReference } from './row-reference.ts';

// A group is held whole, by whoever writes it and by whoever reads it.
const ROWS_PER_GROUP = 10_000;
const CHARACTERS_PER_GROUP = 16 * 1024 * 1024;

/** A file of rows, and where its Parquet copy is to lie for as long as it takes. */
export interface RoundTrip {
  readonly path: string;
  readonly copy: string;
  readonly reference: RowReference;
}

/**
 * Writes the rows as a Parquet file of five text columns, snappy-compressed, and reads it back; gives the error that the
 * library ends with, or the line that is no row of five texts. Throws FileAccessError where there is no room for it.
 */
export async function makeRoundTrip(
  trip: RoundTrip,
  reading: Reading,
): Promise<ConsumedRows | { readonly error: string }> {
  try {
    await writeCopy(trip, reading);
    return await readBack(trip, reading);
  } catch (error) {
    reading.signal.throwIfAborted();
    if (error instanceof FileAccessError || !(error instanceof Error)) throw error;
    return { error: error.message };
  }
}

async function writeCopy({ path, copy }: RoundTrip, reading: Reading): Promise<void> {
  const lines = new ParquetLines(copy);
  const counter = new SegmentCounter([]);
  await scanLines({ path, what: 'to Parquet', counter, lines }, reading);
  lines.finish();
}

async function readBack(
  { copy, reference }: RoundTrip,
  { signal, onProgress }: Reading,
): Promise<ConsumedRows> {
  const comparer = new RowComparer(reference);
  const file = await asyncBufferFromFile(copy);
  const metadata = await parquetMetadataAsync(file);
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    signal.throwIfAborted();
    const rowEnd = rowStart + Number(group.num_rows);
    const rows = await parquetReadObjects({ file, metadata, rowStart, rowEnd });
    for (const row of rows) comparer.add(row);
    rowStart = rowEnd;
    const bytesDone = Math.floor((file.byteLength * rowEnd) / Number(metadata.num_rows));
    onProgress({ what: 'from Parquet', bytesDone, bytesTotal: file.byteLength, rows: rowEnd });
  }
  return comparer.summarize();
}

const rowSchema = z.record(z.string(), z.string());

/** Writes rows to a Parquet file, a group at a time. */
class ParquetLines implements LineChecker {
  readonly #path: string;
  readonly #writer: ParquetWriter;
  #columns: string[][] = recordKeys.map(() => []);
  #characters = 0;
  #rows = 0;

  constructor(path: string) {
    this.#path = path;
    this.#writer = this.#guard(
      () =>
        new ParquetWriter({
          writer: fileWriter(path),
          schema: [
            { name: 'root', num_children: recordKeys.length },
            ...recordKeys.map((name) => ({
              name,
              type: 'BYTE_ARRAY' as const,
              converted_type: 'UTF8' as const,
              repetition_type: 'REQUIRED' as const,
            })),
          ],
        }),
    );
  }

  checkLine(line: Buffer | undefined): void {
    if (line !== undefined && isBlankLine(line)) return;
    this.#rows += 1;
    const row = readRow(line);
    if (row === undefined) {
      throw new Error(`row ${String(this.#rows)} is no object of the five texts`);
    }
    row.forEach((text, column) => this.#columns[column]?.push(text));
    this.#characters += line?.length ?? 0;
    const rows = this.#columns[0]?.length ?? 0;
    if (rows >= ROWS_PER_GROUP || this.#characters >= CHARACTERS_PER_GROUP) this.#writeGroup();
  }

  checkEnd(): void {
    // A last line without LF is a row as well.
  }

  finish(): void {
    this.#writeGroup();
    // Both are done when they return: only a writer that flushes gives a promise.
    void this.#guard(() => this.#writer.finish());
  }

  #writeGroup(): void {
    const columnData = recordKeys.map((name, column) => ({
      name,
      data: this.#columns[column] ?? [],
    }));
    this.#columns = recordKeys.map(() => []);
    this.#characters = 0;
    void this.#guard(() => this.#writer.write({ columnData, rowGroupSize: ROWS_PER_GROUP }));
  }

  #guard<T>(write: () => T): T {
    try {
      return write();
    } catch (error) {
      throw writeErrorOf(error, this.#path);
    }
  }
}

/** The five texts in order; undefined where there are others, or none. */
function readRow(line: Buffer | undefined): string[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line?.toString('utf8') ?? '');
  } catch {
    return undefined;
  }
  const parsed = rowSchema.safeParse(value);
  if (!parsed.success) return undefined;
  const names = Object.keys(parsed.data);
  const isRow = names.length === recordKeys.length && recordKeys.every((key) => key in parsed.data);
  return isRow ? recordKeys.map((key) => parsed.data[key] ?? '') : undefined;
}
