import { isUtf8 } from 'node:buffer';

/** What the rejects file quotes of a row: its text, or its bytes where they are no UTF-8. */
export type RawText = { readonly text: string } | { readonly base64: string };

/** Why a row of a file could not be taken apart; each is one of the schema's reject reasons. */
export type BrokenReason = 'invalid_utf8' | 'invalid_json' | 'invalid_csv' | 'invalid_yaml';

/**
 * One row as it stands in its file. `line` counts from 1: lines for JSON lines, rows for every other format.
 * A blank is no row; in CSV it carries the number of the row after it.
 */
export type FileRow =
  | {
      readonly kind: 'row';
      readonly line: number;
      readonly value: unknown;
      readonly raw: () => RawText;
    }
  | {
      readonly kind: 'broken';
      readonly line: number;
      readonly reason: BrokenReason;
      readonly detail: string;
      readonly raw: () => RawText;
    }
  | { readonly kind: 'blank'; readonly line: number };

/** Quotes bytes as text where they are UTF-8, else as base64, so that nothing is lost. */
export function rawTextOf(bytes: Buffer): RawText {
  return isUtf8(bytes) ? { text: bytes.toString('utf8') } : { base64: bytes.toString('base64') };
}

/** Quotes a row that has no text of its own as JSON; one that is nested deeper than JSON.stringify goes is said to be. */
export function quotedValue(value: unknown): RawText {
  try {
    return { text: JSON.stringify(value) };
  } catch (error) {
    if (error instanceof RangeError) return { text: '(nested too deep to be quoted)' };
    throw error;
  }
}

/** The row for bytes that are not UTF-8; says which byte is the first wrong one, counted from 1. */
export function invalidUtf8Row(bytes: Buffer, line: number): FileRow {
  return {
    kind: 'broken',
    line,
    reason: 'invalid_utf8',
    detail: describeInvalidUtf8(bytes),
    raw: () => rawTextOf(bytes),
  };
}

/** Names the first byte, from 1, that is not UTF-8. */
export function describeInvalidUtf8(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  // The decoder writes U+FFFD for the first wrong byte; what stands before it has its own bytes' length.
  for (let at = text.indexOf('\ufffd'); at !== -1; at = text.indexOf('\ufffd', at + 1)) {
    const offset = Buffer.byteLength(text.slice(0, at));
    const genuine = bytes.subarray(offset, offset + 3).toString('latin1') === '\xef\xbf\xbd';
    if (!genuine) {
      const value = bytes.toString('hex', offset, offset + 1);
      return `byte ${String(offset + 1)} (0x${value}) is not UTF-8`;
    }
  }
  return 'the row holds bytes that are not UTF-8';
}

/** The longest row that is read. V8 cannot hold a string over 512 MiB, and a row that long is a file without its line breaks. */
export const longestRowBytes = 256 * 1024 * 1024;
