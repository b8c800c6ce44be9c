import type { FileRow } from './file-row.ts';
import { jsonRow } from './json-row.ts';
import { LineSplitter } from './line-splitter.ts';

const carriageReturn = 0x0d;
const blank = 0x20;
const tab = 0x09;

/**
 * The rows of JSON lines, one value a line. Byte-order marks and CR before LF are no part of a row; a last line
 * needs no line feed.
 *
 * @param name what errors call the source
 */
export async function* readJsonLines(
  bytes: AsyncIterable<Uint8Array>,
  name = 'standard input',
): AsyncGenerator<FileRow, void, undefined> {
  const splitter = new LineSplitter(name);
  let line = 0;
  for await (const chunk of bytes) {
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    for (const text of splitter.push(buffer)) {
      line += 1;
      yield lineRow(text, line);
    }
  }
  const last = splitter.end();
  if (last !== undefined) yield lineRow(last, line + 1);
}

/** The row of one line without its line feed. */
export function lineRow(text: Buffer, line: number): FileRow {
  const bare = withoutMarks(text);
  return isBlank(bare) ? { kind: 'blank', line } : jsonRow(bare, line);
}

function withoutMarks(text: Buffer): Buffer {
  const end = text[text.length - 1] === carriageReturn ? text.length - 1 : text.length;
  return text.subarray(byteOrderMarkBytes(text), end);
}

/** How many of the first bytes are a UTF-8 byte-order mark: 3 or 0. */
export function byteOrderMarkBytes(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

/** Whether there is nothing but blanks, tabs and CR. */
export function isBlank(bytes: Uint8Array): boolean {
  for (const byte of bytes) {
    if (byte !== blank && byte !== tab && byte !== carriageReturn) return false;
  }
  return true;
}
