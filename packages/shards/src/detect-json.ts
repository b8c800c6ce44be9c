import type { FormatName } from './file-format.ts';
import { JsonCursor } from './json-cursor.ts';
import { byteOrderMarkBytes, isBlank } from './json-lines.ts';
import { JsonValueScanner } from './json-value-scanner.ts';
import { surveyJsonObject } from './survey-json-object.ts';

/** What `detectJson` looks at: the bytes, as often as it needs them, and whether the name speaks of JSON lines. */
export interface JsonSource {
  readonly isNamedLines: boolean;
  readonly open: () => AsyncIterable<Buffer>;
}

/** Tells JSON lines, one array, and the forms of one object apart. */
export async function detectJson(
  path: string,
  source: JsonSource,
): Promise<{ readonly format: FormatName; readonly wrapperKey?: string }> {
  const opening = await readOpening(source.open());
  switch (judgeOpening(opening, source.isNamedLines)) {
    case 'lines':
      return { format: 'jsonl' };
    case 'array':
      return { format: 'json_array' };
    case 'object':
      return await surveyObject(path, source);
  }
}

async function surveyObject(
  path: string,
  source: JsonSource,
): Promise<{ readonly format: FormatName; readonly wrapperKey?: string }> {
  const cursor = new JsonCursor(path, source.open());
  try {
    return await surveyJsonObject(cursor);
  } finally {
    await cursor.close();
  }
}

interface Opening {
  /** The first line that is not blank, without byte-order mark, blanks around it and line feed. */
  readonly line: Buffer;
  /** False for a line beyond `longestOpeningBytes`, of which only that much is held. */
  readonly isWhole: boolean;
  /** Whether anything but blanks follows the line. */
  readonly hasMore: boolean;
  /** Whether what follows begins with an opening brace. */
  readonly isFollowedByObject: boolean;
}

/** A first line beyond this is taken for a whole file on one line; JSON lines that begin so are read as objects in a row, to the same rows. */
const longestOpeningBytes = 8 * 1024 * 1024;

const openingBracket = 0x5b;
const openingBrace = 0x7b;

function judgeOpening(opening: Opening, isNamedLines: boolean): 'lines' | 'array' | 'object' {
  const first = opening.line[0];
  if (first !== openingBrace && first !== openingBracket) return 'lines';
  if (isBrokenOff(opening)) return 'lines';
  if (first === openingBracket) return isRowOfLines(opening) ? 'lines' : 'array';
  return isRowOfLines(opening) || isCutRow(opening) || (isNamedLines && opening.line.length > 1)
    ? 'lines'
    : 'object';
}

/** Whether a value ends with its line, and there is more than that line. */
function isRowOfLines({ line, isWhole, hasMore }: Opening): boolean {
  return isWhole && hasMore && new JsonValueScanner().scan(line, 0) === line.length;
}

/** Whether an object follows where the line's value, if it went on, could not have one: so the line is a row that was cut. */
function isBrokenOff({ line, isWhole, isFollowedByObject }: Opening): boolean {
  const last = String.fromCharCode(line[line.length - 1] ?? 0);
  return isWhole && isFollowedByObject && !'[:,'.includes(last);
}

/** Whether the line can be nothing but a broken row: something follows the value, or it ends in a string, which no string of JSON does. */
function isCutRow({ line, isWhole, hasMore }: Opening): boolean {
  if (!isWhole || !hasMore) return false;
  const scanner = new JsonValueScanner();
  return scanner.scan(line, 0) !== -1 || scanner.isInString;
}

async function readOpening(chunks: AsyncIterable<Buffer>): Promise<Opening> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  let isLineEnded = false;
  for await (const chunk of chunks) {
    let rest = bytes === 0 ? chunk.subarray(byteOrderMarkBytes(chunk)) : chunk;
    while (!isLineEnded && rest.length > 0) {
      const lineFeed = rest.indexOf(0x0a);
      const piece = rest.subarray(0, lineFeed === -1 ? undefined : lineFeed);
      rest = rest.subarray(piece.length + 1);
      const isNothing = bytes === 0 && isBlank(piece);
      if (!isNothing) {
        pieces.push(piece);
        bytes += piece.length;
      }
      isLineEnded = lineFeed !== -1 && !isNothing;
    }
    if (isLineEnded && !isBlankText(rest)) {
      const isFollowedByObject = firstByteOf(rest) === openingBrace;
      return { line: trimmed(pieces), isWhole: true, hasMore: true, isFollowedByObject };
    }
    if (bytes > longestOpeningBytes)
      return { line: trimmed(pieces), isWhole: false, hasMore: true, isFollowedByObject: false };
  }
  return { line: trimmed(pieces), isWhole: true, hasMore: false, isFollowedByObject: false };
}

function isBlankText(bytes: Buffer): boolean {
  return firstByteOf(bytes) === undefined;
}

/** The first byte that is no blank and no line end. */
function firstByteOf(bytes: Buffer): number | undefined {
  return bytes.find((byte) => byte !== 0x0a && byte !== 0x0d && byte !== 0x20 && byte !== 0x09);
}

function trimmed(pieces: readonly Buffer[]): Buffer {
  const line = Buffer.concat(pieces);
  let start = 0;
  let end = line.length;
  while (start < end && isBlank(line.subarray(start, start + 1))) start += 1;
  while (end > start && isBlank(line.subarray(end - 1, end))) end -= 1;
  return line.subarray(start, end);
}
