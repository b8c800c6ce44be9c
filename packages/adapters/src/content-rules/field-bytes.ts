import { endMarks, maxFieldBytes } from './pattern-language.ts';

/** A field as the rules see it. */
export interface FieldBytes {
  /** UTF-8, in a buffer that the next field's call overwrites; from `length` on at least two bytes are 0. */
  readonly bytes: Uint8Array;
  readonly length: number;
  /** The same text, of its own. */
  readonly text: string;
}

const encoder = new TextEncoder();
// One for all fields: typed arrays of this size lie outside V8's heap, and fresh ones cost as much as the scan.
const buffer = new Uint8Array(maxFieldBytes + 2);
const target = buffer.subarray(0, maxFieldBytes);

/** Cuts a text to its first 4,096 UTF-8 bytes and back to a whole code point, and drops an end mark. */
export function readField(text: string): FieldBytes {
  // Stops before a code point that does not fit, and writes a lone surrogate as U+FFFD, which the record holds for it.
  const { read, written } = encoder.encodeInto(text, target);
  const cut = read === text.length ? text : text.slice(0, read);
  const mark = endMarks.find((candidate) => cut.endsWith(candidate)) ?? '';
  const length = written - mark.length;
  buffer.fill(0, length, length + 2);
  return { bytes: buffer, length, text: cut.slice(0, cut.length - mark.length) };
}
