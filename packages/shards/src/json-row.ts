import { isAscii, isUtf8 } from 'node:buffer';
import { describeJsonError } from './describe-json-error.ts';
import { invalidUtf8Row, rawTextOf, type FileRow } from './file-row.ts';

/** The row that these bytes are, if they are one JSON value. Of a key that stands twice the last counts. */
export function jsonRow(bytes: Buffer, line: number): FileRow {
  const ascii = isAscii(bytes);
  if (!ascii && !isUtf8(bytes)) return invalidUtf8Row(bytes, line);
  // As latin1, ASCII decodes three times as fast, into strings that take half the memory.
  const text = bytes.toString(ascii ? 'latin1' : 'utf8');
  const raw = () => rawTextOf(bytes);
  try {
    const value: unknown = JSON.parse(text);
    return { kind: 'row', line, value, raw };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const detail = describeJsonError(text);
    return { kind: 'broken', line, reason: 'invalid_json', detail, raw };
  }
}
