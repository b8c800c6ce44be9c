import type { FieldBytes } from './field-bytes.ts';
import { isWordByte } from './literal-automaton.ts';
import { measureLines } from './measure-lines.ts';
import type { Measure } from './pattern-language.ts';

/** Where a scan writes: the row's features, of which one field's begin at `base`. */
export interface FeatureTarget {
  readonly features: Int32Array;
  readonly base: number;
}

/** Index of each measure within a field's features. */
export const measureIndex = {
  bytes: 0,
  lines: 1,
  words: 2,
  sentences: 3,
  digitShare: 4,
  codeShare: 5,
  nonAsciiShare: 6,
  choiceLines: 7,
  listLines: 8,
  indentedLines: 9,
  statementLines: 10,
  equations: 11,
  operations: 12,
  numberOnly: 13,
  callStart: 14,
  inInstruction: 15,
  inInput: 16,
} as const satisfies Record<Measure, number>;

/** Writes every measure that a field, which must not be empty, has on its own; the language's page defines each. */
export function measureField(field: FieldBytes, { features, base }: FeatureTarget): void {
  const { bytes, length } = field;
  const counts = countBytes(bytes, length);
  const digits = countIn(digitBytes);
  const isNumber = digits > 0 && countIn(numberBytes) === length;
  features[base + measureIndex.bytes] = length;
  features[base + measureIndex.words] = counts.words;
  features[base + measureIndex.sentences] = counts.sentences;
  features[base + measureIndex.digitShare] = perMille(digits, length);
  features[base + measureIndex.codeShare] = perMille(countIn(codeBytes), length);
  features[base + measureIndex.nonAsciiShare] = perMille(counts.nonAscii, length);
  features[base + measureIndex.equations] = counts.equations;
  features[base + measureIndex.operations] = counts.operations;
  features[base + measureIndex.numberOnly] = isNumber ? 1 : 0;
  features[base + measureIndex.callStart] = callStart(bytes);
  const lines = measureLines(bytes, length);
  features[base + measureIndex.lines] = lines.lines;
  features[base + measureIndex.choiceLines] = lines.choiceLines;
  features[base + measureIndex.listLines] = lines.listLines;
  features[base + measureIndex.indentedLines] = lines.indentedLines;
  features[base + measureIndex.statementLines] = lines.statementLines;
}

// One for all fields, as the buffer of `readField` is.
const histogram = new Int32Array(0x100);

/** Counts what needs its neighbours, and leaves how often each byte stands in `histogram`. */
function countBytes(
  bytes: Uint8Array,
  length: number,
): Record<'words' | 'sentences' | 'nonAscii' | 'equations' | 'operations', number> {
  let words = 0;
  let sentences = 0;
  let nonAscii = 0;
  let equations = 0;
  let operations = 0;
  let before = 0;
  histogram.fill(0);
  for (let i = 0; i < length; i++) {
    const byte = bytes[i] ?? 0;
    histogram[byte] = (histogram[byte] ?? 0) + 1;
    const kinds = kindsOf[byte] ?? 0;
    words += kinds & ~before & kind.word;
    nonAscii += byte >> 7;
    before = kinds;
    if (kinds < kind.stop) continue;
    if ((kinds & kind.stop) !== 0 && closesSentence(bytes[i + 1] ?? 0)) sentences++;
    if ((kinds & kind.equals) !== 0 && isEquation(bytes, i)) equations++;
    if ((kinds & kind.operator) !== 0 && isOperation(bytes, i)) operations++;
  }
  return { words, sentences, nonAscii, equations, operations };
}

const kind = { word: 1, stop: 2, equals: 4, operator: 8 } as const;
const kindsOf = Uint8Array.from({ length: 0x100 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  return (
    (isWordByte(byte) ? kind.word : 0) |
    ('.!?'.includes(character) ? kind.stop : 0) |
    (character === '=' ? kind.equals : 0) |
    ('+*-/x'.includes(character) ? kind.operator : 0)
  );
});
const digitBytes = bytesOf('0123456789');
const codeBytes = bytesOf('{}()[];=<>_\\`');
const numberBytes = bytesOf('0123456789 \t.,$%-/()+*:=');
const [space, quote, dollar, percent, opening, closing, asterisk, plus, minus, dot, bracket] =
  bytesOf(' "$%()*+-.[');

function bytesOf(characters: string): readonly number[] {
  return Array.from(characters, (character) => character.charCodeAt(0));
}

function countIn(kinds: readonly number[]): number {
  let count = 0;
  for (const byte of kinds) count += histogram[byte] ?? 0;
  return count;
}

function perMille(part: number, whole: number): number {
  return Math.floor((1000 * part) / whole);
}

/** The byte behind the text is 0, so that the end closes a sentence as a blank does. */
function closesSentence(behind: number): boolean {
  return behind <= 0x20 || behind === quote;
}

/** Nearest byte before `index`, one space skipped; 0 beyond the text. */
function byteBefore(bytes: Uint8Array, index: number): number {
  const byte = bytes[index - 1] ?? 0;
  return byte === space ? (bytes[index - 2] ?? 0) : byte;
}

function byteBehind(bytes: Uint8Array, index: number): number {
  const byte = bytes[index + 1] ?? 0;
  return byte === space ? (bytes[index + 2] ?? 0) : byte;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

function isEquation(bytes: Uint8Array, index: number): boolean {
  const before = byteBefore(bytes, index);
  const behind = byteBehind(bytes, index);
  return (
    (isDigit(before) || before === closing || before === percent) &&
    (isDigit(behind) || behind === dollar || behind === minus || behind === opening)
  );
}

function isOperation(bytes: Uint8Array, index: number): boolean {
  const byte = bytes[index];
  const isSpaced = bytes[index - 1] === space && bytes[index + 1] === space;
  if (byte !== plus && byte !== asterisk && !isSpaced) return false;
  const before = byteBefore(bytes, index);
  const behind = byteBehind(bytes, index);
  return (
    (isDigit(before) || before === closing) &&
    (isDigit(behind) || behind === dollar || behind === opening)
  );
}

function callStart(bytes: Uint8Array): number {
  const first = bytes[0] === bracket ? 1 : 0;
  let index = first;
  if (isDigit(bytes[first] ?? 0)) return 0;
  while (isWordByte(bytes[index] ?? 0) || bytes[index] === dot) index++;
  return index > first && (bytes[index] === opening || bytes[index] === bracket) ? 1 : 0;
}
