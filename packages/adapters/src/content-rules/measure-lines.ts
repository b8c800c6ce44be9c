/** Line by line: how many there are, and how many open or end in a form that the language's page defines. */
export interface LineMeasures {
  readonly lines: number;
  readonly choiceLines: number;
  readonly listLines: number;
  readonly indentedLines: number;
  readonly statementLines: number;
}

/** Takes the measures that look at a text, which must not be empty, line by line. The byte at `length` is 0. */
export function measureLines(bytes: Uint8Array, length: number): LineMeasures {
  const counts = { lines: 0, choiceLines: 0, listLines: 0, indentedLines: 0, statementLines: 0 };
  for (let start = 0; start <= length;) {
    const found = bytes.indexOf(lineFeed, start);
    const stop = found < 0 || found > length ? length : found;
    counts.lines++;
    const first = skipBlanks(bytes, start);
    if (isChoice(bytes, first)) counts.choiceLines++;
    if (isListItem(bytes, first)) counts.listLines++;
    if (first - start >= 2 || bytes[start] === tab) counts.indentedLines++;
    if (isStatement(bytes, start, stop)) counts.statementLines++;
    start = stop + 1;
  }
  return counts;
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const tab = 0x09;
const [space, opening, closing, asterisk, minus, dot, colon, semicolon, openBrace, closeBrace] =
  Array.from(' ()*-.:;{}', (character) => character.charCodeAt(0));

function skipBlanks(bytes: Uint8Array, start: number): number {
  let index = start;
  while (isBlank(bytes[index])) index++;
  return index;
}

function isBlank(byte: number | undefined): boolean {
  return byte === space || byte === tab;
}

function isChoice(bytes: Uint8Array, first: number): boolean {
  const letter = bytes[first] === opening ? first + 1 : first;
  const byte = bytes[letter] ?? 0;
  if (byte < 0x41 || byte > 0x4a) return false;
  const mark = bytes[letter + 1];
  // `A:` alone on its line is where an answer is awaited, not a choice.
  const goesOn = (bytes[letter + 2] ?? 0) > carriageReturn;
  return mark === closing || ((mark === dot || mark === colon) && goesOn);
}

function isListItem(bytes: Uint8Array, first: number): boolean {
  if (bytes[first] === minus || bytes[first] === asterisk) return isBlank(bytes[first + 1]);
  let index = first;
  while (index < first + 3 && isDigit(bytes[index] ?? 0)) index++;
  const mark = bytes[index];
  return index > first && (mark === dot || mark === closing) && isBlank(bytes[index + 1]);
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

function isStatement(bytes: Uint8Array, start: number, stop: number): boolean {
  const last = stop > start && bytes[stop - 1] === carriageReturn ? stop - 2 : stop - 1;
  if (last < start) return false;
  const byte = bytes[last];
  return (
    byte === semicolon ||
    byte === openBrace ||
    byte === closeBrace ||
    (byte === colon && last > start && bytes[last - 1] === closing)
  );
}
