import { DamagedFileError } from '@llamaforge/schema';
import type { DelimitedDialect } from './file-format.ts';
import { longestRowBytes } from './file-row.ts';

const quote = 0x22;
const carriageReturn = 0x0d;

/** Where a record of a delimited file ends, and whether its quotes are in order. */
export interface DelimitedRecord {
  /** Without its line end. */
  readonly bytes: Buffer;
  /** A quoted cell goes on after its closing quote, as in `"a" b,c`. */
  readonly hasStrayQuote: boolean;
}

type State = 'cell start' | 'bare' | 'quoted' | 'quote in quoted' | 'return after quoted';

/**
 * Cuts bytes that come in chunks of any size into records, minding quoted cells that span lines (RFC 4180). A quote
 * within a bare cell is a character like any other.
 */
export class RecordSplitter {
  readonly #path: string;
  readonly #delimiter: number;
  readonly #lineEnd: number;
  readonly #quoting: boolean;
  #state: State = 'cell start';
  #hasStrayQuote = false;
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #records = 0;

  /** @param path named by errors */
  constructor(path: string, dialect: DelimitedDialect) {
    this.#path = path;
    this.#delimiter = dialect.delimiter.charCodeAt(0);
    this.#lineEnd = dialect.lineEnd.charCodeAt(0);
    this.#quoting = dialect.quoting;
  }

  /** The records that end in `chunk`. */
  *push(chunk: Buffer): Generator<DelimitedRecord, void, undefined> {
    let start = 0;
    for (;;) {
      const end = this.#quoting ? this.#findEnd(chunk, start) : chunk.indexOf(this.#lineEnd, start);
      if (end === -1) break;
      yield this.#take(chunk.subarray(start, end));
      start = end + 1;
    }
    if (start < chunk.length) this.#hold(chunk.subarray(start));
  }

  /** The last record where it has no line end. Throws a `DamagedFileError` where a quote is still open. */
  end(): DelimitedRecord | undefined {
    if (this.#state === 'quoted') {
      const record = `the record ${String(this.#records + 1)} (the header is 1)`;
      throw new DamagedFileError(this.#path, `a quote that opens in ${record} is not closed`);
    }
    return this.#pending.length === 0 ? undefined : this.#take(Buffer.alloc(0));
  }

  #findEnd(chunk: Buffer, from: number): number {
    for (let at = from; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      if (this.#state === 'quoted') {
        const next = chunk.indexOf(quote, at);
        if (next === -1) return -1;
        at = next;
        this.#state = 'quote in quoted';
      } else if (byte === this.#lineEnd) {
        return at;
      } else {
        this.#state = this.#stateAfter(byte);
      }
    }
    return -1;
  }

  #stateAfter(byte: number): State {
    if (byte === this.#delimiter && this.#state !== 'return after quoted') return 'cell start';
    switch (this.#state) {
      case 'cell start':
        return byte === quote ? 'quoted' : 'bare';
      case 'bare':
        return 'bare';
      case 'quote in quoted':
        if (byte === quote) return 'quoted';
        if (byte === carriageReturn) return 'return after quoted';
        return this.#stray();
      case 'return after quoted':
      case 'quoted':
        return this.#stray();
    }
  }

  #stray(): State {
    this.#hasStrayQuote = true;
    // To its line's end at the latest: as a quoted cell it could take every row up to the next quote with it.
    return 'bare';
  }

  #hold(piece: Buffer): void {
    this.#pending.push(piece);
    this.#pendingBytes += piece.length;
    if (this.#pendingBytes > longestRowBytes) {
      const limit = String(longestRowBytes / 1024 / 1024);
      const record = String(this.#records + 1);
      throw new DamagedFileError(this.#path, `record ${record} is longer than ${limit} MB`);
    }
  }

  #take(last: Buffer): DelimitedRecord {
    const joined = this.#pending.length === 0 ? last : Buffer.concat([...this.#pending, last]);
    const hasReturn = joined[joined.length - 1] === carriageReturn;
    const bytes = hasReturn ? joined.subarray(0, -1) : joined;
    const record = { bytes, hasStrayQuote: this.#hasStrayQuote };
    this.#pending = [];
    this.#pendingBytes = 0;
    this.#state = 'cell start';
    this.#hasStrayQuote = false;
    this.#records += 1;
    return record;
  }
}
