import type { FieldText } from './cut-field.ts';
import { isWordUnit } from './literal-automaton.ts';
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

/** Writes every measure that a field has on its own; the language's page defines each. */
export function measureField(field: FieldText, { features, base }: FeatureTarget): void {
  const { bytes, text } = field;
  const counts = countCharacters(text);
  const digits = countIn(digitUnits);
  const isNumber = digits > 0 && countIn(numberUnits) === bytes;
  features[base + measureIndex.bytes] = bytes;
  features[base + measureIndex.words] = counts.words;
  features[base + measureIndex.sentences] = counts.sentences;
  features[base + measureIndex.digitShare] = perMille(digits, bytes);
  features[base + measureIndex.codeShare] = perMille(countIn(codeUnits), bytes);
  features[base + measureIndex.nonAsciiShare] = perMille(bytes - countIn(asciiUnits), bytes);
  features[base + measureIndex.equations] = counts.equations;
  features[base + measureIndex.operations] = counts.operations;
  features[base + measureIndex.numberOnly] = isNumber ? 1 : 0;
  features[base + measureIndex.callStart] = callStart(text);
  const lines = measureLines(text);
  features[base + measureIndex.lines] = lines.lines;
  features[base + measureIndex.choiceLines] = lines.choiceLines;
  features[base + measureIndex.listLines] = lines.listLines;
  features[base + measureIndex.indentedLines] = lines.indentedLines;
  features[base + measureIndex.statementLines] = lines.statementLines;
}

// One for all fields: a typed array of this size lies outside V8's heap, and a fresh one a field costs as much as the scan.
const histogram = new Int32Array(0x81);

/** Counts words, sentences, equations and operations, and leaves the counts of ASCII units in `histogram`. */
function countCharacters(text: string): {
  words: number;
  sentences: number;
  equations: number;
  operations: number;
} {
  const found = { words: 0, sentences: 0, equations: 0, operations: 0 };
  let words = 0;
  let wasWord = 0;
  histogram.fill(0);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const slot = unit < 0x80 ? unit : 0x80;
    histogram[slot] = (histogram[slot] ?? 0) + 1;
    const kinds = kindsOf[slot] ?? 0;
    words += kinds & ~wasWord & 1;
    wasWord = kinds;
    if (kinds < kind.stop) continue;
    if ((kinds & kind.stop) !== 0 && closesSentence(text, i + 1)) found.sentences++;
    if ((kinds & kind.equals) !== 0 && isEquation(text, i)) found.equations++;
    if ((kinds & kind.operator) !== 0 && isOperation(text, i)) found.operations++;
  }
  found.words = words;
  return found;
}

const kind = { word: 1, stop: 2, equals: 4, operator: 8 } as const;
const kindsOf = Uint8Array.from({ length: 0x81 }, (_, unit) => {
  const character = String.fromCharCode(unit);
  return (
    (isWordUnit(unit) ? kind.word : 0) |
    ('.!?'.includes(character) ? kind.stop : 0) |
    (character === '=' ? kind.equals : 0) |
    ('+*-/x'.includes(character) ? kind.operator : 0)
  );
});
const digitUnits = unitsOf('0123456789');
const codeUnits = unitsOf('{}()[];=<>_\\`');
const numberUnits = unitsOf('0123456789 \t.,$%-/()+*:=');
const asciiUnits = Array.from({ length: 0x80 }, (_, unit) => unit);

function unitsOf(characters: string): readonly number[] {
  return Array.from(characters, (character) => character.charCodeAt(0));
}

function countIn(units: readonly number[]): number {
  let count = 0;
  for (const unit of units) count += histogram[unit] ?? 0;
  return count;
}

function perMille(part: number, whole: number): number {
  return Math.floor((1000 * part) / whole);
}

function closesSentence(text: string, behind: number): boolean {
  return behind === text.length || text.charCodeAt(behind) <= 0x20 || text[behind] === '"';
}

/** Nearest unit before `index`, one space skipped; NaN beyond the text. */
function unitBefore(text: string, index: number): number {
  const unit = text.charCodeAt(index - 1);
  return unit === 0x20 ? text.charCodeAt(index - 2) : unit;
}

function unitBehind(text: string, index: number): number {
  const unit = text.charCodeAt(index + 1);
  return unit === 0x20 ? text.charCodeAt(index + 2) : unit;
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

function isEquation(text: string, index: number): boolean {
  const before = unitBefore(text, index);
  const behind = unitBehind(text, index);
  return (
    (isDigit(before) || before === 0x29 || before === 0x25) &&
    (isDigit(behind) || behind === 0x24 || behind === 0x2d || behind === 0x28)
  );
}

function isOperation(text: string, index: number): boolean {
  const unit = text[index];
  const needsSpaces = unit !== '+' && unit !== '*';
  if (needsSpaces && (text[index - 1] !== ' ' || text[index + 1] !== ' ')) return false;
  const before = unitBefore(text, index);
  const behind = unitBehind(text, index);
  return (
    (isDigit(before) || before === 0x29) && (isDigit(behind) || behind === 0x24 || behind === 0x28)
  );
}

function callStart(text: string): number {
  let index = text.startsWith('[') ? 1 : 0;
  const first = index;
  if (isDigit(text.charCodeAt(first))) return 0;
  while (isWordUnit(text.charCodeAt(index)) || text[index] === '.') index++;
  return index > first && (text[index] === '(' || text[index] === '[') ? 1 : 0;
}
