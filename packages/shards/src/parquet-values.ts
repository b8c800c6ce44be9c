import { isUtf8 } from 'node:buffer';
import type { ParquetParsers } from 'hyparquet';
import { DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { describeInvalidUtf8, quotedValue, type FileRow, type RawText } from './file-row.ts';

/** Where these differ from hyparquet's own: bytes that are not UTF-8 are found, not replaced, a JSON cell that is not JSON stays text, and a date has no time of day. */
export const parquetParsers: ParquetParsers = {
  ...DEFAULT_PARSERS,
  stringFromBytes: textOf,
  jsonFromBytes: (bytes) => parsedOrText(textOf(bytes)),
  dateFromDays: (days) => plainDate(new Date(days * 86_400_000))?.slice(0, 10) ?? null,
};

/** The row of these cells in plain JSON values; broken where a text is not UTF-8. */
export function plainRow(
  columns: readonly string[],
  cells: readonly unknown[],
  line: number,
): FileRow {
  const problems: string[] = [];
  const members = columns.map((name, index) => {
    const report = (problem: string) => problems.push(`${name}: ${problem}`);
    return [name, plainValue(cells[index], report)] as const;
  });
  const value = Object.fromEntries(members);
  const raw = (): RawText => quotedValue(value);
  const [detail] = problems;
  return detail === undefined
    ? { kind: 'row', line, value, raw }
    : { kind: 'broken', line, reason: 'invalid_utf8', detail, raw };
}

class InvalidText {
  readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }
}

function textOf(bytes: Uint8Array | undefined): string | InvalidText | undefined {
  if (bytes === undefined) return undefined;
  const buffer = asBuffer(bytes);
  return isUtf8(buffer) ? buffer.toString('utf8') : new InvalidText(Buffer.from(buffer));
}

function parsedOrText(text: string | InvalidText | undefined): unknown {
  if (typeof text !== 'string') return text;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}

function plainValue(value: unknown, report: (problem: string) => void): unknown {
  if (value === undefined) return null;
  if (typeof value === 'bigint') return plainInteger(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof InvalidText) {
    report(describeInvalidUtf8(value.bytes));
    return value.bytes.toString('utf8');
  }
  if (value instanceof Uint8Array) return plainBinary(asBuffer(value));
  if (value instanceof Date) return plainDate(value);
  if (Array.isArray(value)) return value.map((item) => plainValue(item, report));
  const members = Object.entries(value);
  return Object.fromEntries(members.map(([key, item]) => [key, plainValue(item, report)]));
}

/** A number where that is exact, else its digits. */
function plainInteger(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

/** Text, as most binary columns of data sets are; an object where it is none, which no row shape takes for text. */
function plainBinary(bytes: Buffer): string | { readonly base64: string } {
  return isUtf8(bytes) ? bytes.toString('utf8') : { base64: bytes.toString('base64') };
}

function plainDate(date: Date): string | null {
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
