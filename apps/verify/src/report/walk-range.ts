import { closeSync, openSync, readSync } from 'node:fs';
import { LONGEST_LINE_BYTES } from '../line-splitter.ts';

/** A part of a file of rows: it has the rows whose first byte lies in it. */
export interface FileRange {
  readonly path: string;
  /** offset in the file, inclusive */
  readonly start: number;
  /** offset in the file, exclusive */
  readonly end: number;
  /** place of the file's first byte among the bytes of all files */
  readonly base: number;
}

/** One row's bytes, without its LF. The same object stands for row after row, each valid until the visitor returns. */
export interface RowSpan {
  readonly bytes: Buffer;
  readonly start: number;
  /** exclusive */
  readonly end: number;
  /** a line of more than 256 MiB, of which nothing is held */
  readonly isTooLong: boolean;
  /** of the row's first byte, among the bytes of all files */
  readonly place: number;
  /** how often this buffer was filled: while that is equal, it has the same bytes */
  readonly readings: number;
  /** from 0, counted from the range's first row */
  readonly line: number;
}

const LINE_FEED = 0x0a;
const BUFFER_BYTES = 1024 * 1024;

/**
 * Gives every row that begins in the range to `visit`, in order, and returns how many there were. Reads synchronously:
 * it is meant for a thread. The memory is 1 MiB, or what the longest row needs.
 * @param bufferBytes how much is read at a time; at least 1
 */
export function walkRange(
  range: FileRange,
  visit: (row: RowSpan) => void,
  bufferBytes: number = BUFFER_BYTES,
): number {
  const file = openSync(range.path, 'r');
  try {
    return new RangeWalk(range, visit, bufferBytes).run(file);
  } finally {
    closeSync(file);
  }
}

class RangeWalk {
  readonly #range: FileRange;
  readonly #visit: (row: RowSpan) => void;
  readonly #row: { -readonly [Name in keyof RowSpan]: RowSpan[Name] };
  #buffer: Buffer;
  /** offset in the file of the buffer's first byte */
  #origin: number;
  /** bytes of an unfinished row at the buffer's beginning */
  #held = 0;
  #lines = 0;
  /** where the row began whose beginning was given up; undefined as a rule */
  #tooLongAt: number | undefined;
  #isBeforeFirst: boolean;

  constructor(range: FileRange, visit: (row: RowSpan) => void, bufferBytes: number) {
    this.#range = range;
    this.#visit = visit;
    this.#buffer = Buffer.allocUnsafeSlow(bufferBytes);
    this.#row = {
      bytes: this.#buffer,
      start: 0,
      end: 0,
      isTooLong: false,
      place: 0,
      readings: 0,
      line: 0,
    };
    // A row begins at `start` where the byte before it ends one.
    this.#isBeforeFirst = range.start > 0;
    this.#origin = this.#isBeforeFirst ? range.start - 1 : 0;
  }

  run(file: number): number {
    for (;;) {
      const free = this.#buffer.length - this.#held;
      const read = readSync(file, this.#buffer, this.#held, free, this.#origin + this.#held);
      if (read === 0) return this.#endOfFile();
      this.#row.readings += 1;
      if (this.#takeLines(this.#held + read)) return this.#lines;
      this.#makeRoom();
    }
  }

  /** Visits the rows that end in the buffer; true where the next one begins beyond the range. */
  #takeLines(filled: number): boolean {
    const buffer = this.#buffer;
    let from = 0;
    let end = buffer.indexOf(LINE_FEED, this.#held);
    while (end !== -1 && end < filled) {
      if (!this.#takeLine(from, end)) return true;
      from = end + 1;
      end = buffer.indexOf(LINE_FEED, from);
    }
    if (this.#isDone(this.#origin + from)) return true;
    // Of a row that begins before the range, or is too long to hold, nothing is needed.
    if (this.#isBeforeFirst || this.#tooLongAt !== undefined) from = filled;
    if (from > 0) buffer.copyWithin(0, from, filled);
    this.#origin += from;
    this.#held = filled - from;
    return false;
  }

  /** False where the row belongs to the next range. */
  #takeLine(start: number, end: number): boolean {
    if (this.#isBeforeFirst) {
      this.#isBeforeFirst = false;
      return true;
    }
    const offset = this.#tooLongAt ?? this.#origin + start;
    if (offset >= this.#range.end) return false;
    const row = this.#row;
    row.bytes = this.#buffer;
    row.start = start;
    row.isTooLong = this.#tooLongAt !== undefined;
    row.end = row.isTooLong ? start : end;
    row.place = this.#range.base + offset;
    row.line = this.#lines;
    this.#tooLongAt = undefined;
    this.#lines += 1;
    this.#visit(row);
    return true;
  }

  /** Whether no row can begin in the range any more. */
  #isDone(offset: number): boolean {
    return this.#tooLongAt === undefined && offset >= this.#range.end;
  }

  #makeRoom(): void {
    if (this.#held < this.#buffer.length) return;
    if (this.#held > LONGEST_LINE_BYTES) {
      this.#tooLongAt = this.#origin;
      this.#origin += this.#held;
      this.#held = 0;
      return;
    }
    const larger = Buffer.allocUnsafeSlow(2 * this.#buffer.length);
    this.#buffer.copy(larger, 0, 0, this.#held);
    this.#buffer = larger;
  }

  #endOfFile(): number {
    if (this.#held > 0 || this.#tooLongAt !== undefined) this.#takeLine(0, this.#held);
    return this.#lines;
  }
}
