import { standsAt } from './stands-at.ts';
import { type RowSpan } from './walk-range.ts';

/** Rows that end in the same category and source. */
export interface RowTail {
  readonly category: string;
  readonly source: string;
  rows: number;
}

/** What the end of a row says; `start` is where the comma before `"_category"` stands in the row's buffer. */
export interface FoundTail {
  readonly tail: RowTail;
  readonly start: number;
}

const CATEGORY_KEY = Buffer.from(',"_category":"');
const SOURCE_KEY = Buffer.from(',"_source":"');
const ROW_END = Buffer.from('"}');
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Counts rows by category and source, from their last bytes alone: inside a JSON string a quote follows a backslash, so
 * a quote after `:` is never text. Rows mostly have the end of the row before them; that costs a comparison of bytes.
 */
export class RowTails {
  readonly #tails = new Map<string, RowTail>();
  #lastBytes: Buffer = Buffer.alloc(0);
  readonly #found: { tail: RowTail; start: number } = {
    tail: { category: '', source: '', rows: 0 },
    start: 0,
  };

  /** Every tail that was met, in no order that means something. */
  get tails(): readonly RowTail[] {
    return [...this.#tails.values()];
  }

  /** The tail of a row, not yet counted; undefined where it does not end as rows are written. Valid until the next call. */
  find(row: RowSpan): FoundTail | undefined {
    const { bytes, end } = row;
    const last = this.#lastBytes;
    const start = end - last.length;
    if (last.length > 0 && start > row.start && endsEqually(bytes, { start, last })) {
      this.#found.start = start;
      return this.#found;
    }
    return this.#findAnew(row);
  }

  #findAnew(row: RowSpan): FoundTail | undefined {
    const start = tailStartOf(row);
    if (start === undefined) return undefined;
    const tail = this.#tailOf(row.bytes.subarray(start, row.end));
    if (tail === undefined) return undefined;
    this.#found.start = start;
    this.#found.tail = tail;
    return this.#found;
  }

  #tailOf(bytes: Buffer): RowTail | undefined {
    const key = bytes.toString('latin1');
    let tail = this.#tails.get(key);
    if (tail === undefined) {
      tail = parseTail(bytes);
      if (tail === undefined) return undefined;
      this.#tails.set(key, tail);
    }
    this.#lastBytes = Buffer.from(bytes);
    return tail;
  }
}

function endsEqually(
  bytes: Buffer,
  { start, last }: { readonly start: number; readonly last: Buffer },
): boolean {
  for (let at = 0; at < last.length; at += 1) if (bytes[start + at] !== last[at]) return false;
  return true;
}

function tailStartOf(row: RowSpan): number | undefined {
  const { bytes, start, end } = row;
  if (!standsAt(bytes, end - ROW_END.length, ROW_END)) return undefined;
  const source = openingQuote(bytes, { from: end - ROW_END.length - 1, start });
  const sourceKey = source - SOURCE_KEY.length + 1;
  if (!standsAt(bytes, sourceKey, SOURCE_KEY) || bytes[sourceKey - 1] !== QUOTE) return undefined;
  const category = openingQuote(bytes, { from: sourceKey - 2, start });
  const categoryKey = category - CATEGORY_KEY.length + 1;
  return categoryKey > start && standsAt(bytes, categoryKey, CATEGORY_KEY)
    ? categoryKey
    : undefined;
}

/** The last quote at or before `from` that no backslash precedes; `start` where there is none. */
function openingQuote(
  bytes: Buffer,
  { from, start }: { readonly from: number; readonly start: number },
): number {
  for (let at = from; at > start; at -= 1) {
    if (bytes[at] === QUOTE && bytes[at - 1] !== BACKSLASH) return at;
  }
  return start;
}

function parseTail(bytes: Buffer): RowTail | undefined {
  let value: unknown;
  try {
    value = JSON.parse(`{${bytes.toString('utf8', 1)}`);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if (!('_category' in value && '_source' in value)) return undefined;
  const { _category: category, _source: source } = value;
  if (typeof category !== 'string' || typeof source !== 'string') return undefined;
  return { category, source, rows: 0 };
}
