import { type PromptSpan } from './prompt-finder.ts';

/** Rows with a fingerprint of what they train, side by side: equal rows have equal prints, and few others do. */
export interface PromptPrints {
  /** 53 bits */
  readonly prints: Float64Array<ArrayBuffer>;
  /** of each row's first byte, among the bytes of all files */
  readonly places: Float64Array<ArrayBuffer>;
  /** from 0, counted from the first row of its range */
  readonly lines: Uint32Array<ArrayBuffer>;
}

/** Where a row stands, beside its print. */
export interface PrintedRow {
  readonly place: number;
  readonly line: number;
}

const FIRST_ROWS = 1024;

/** Collects rows with their prints, 20 bytes a row. */
export class PromptPrintList {
  #rows = 0;
  #prints = new Float64Array(FIRST_ROWS);
  #places = new Float64Array(FIRST_ROWS);
  #lines = new Uint32Array(FIRST_ROWS);

  add(print: number, row: PrintedRow): void {
    if (this.#rows === this.#prints.length) this.#grow();
    this.#prints[this.#rows] = print;
    this.#places[this.#rows] = row.place;
    this.#lines[this.#rows] = row.line;
    this.#rows += 1;
  }

  /** All rows so far, in the order in which they came, in arrays that are the caller's own. */
  get rows(): PromptPrints {
    return {
      prints: this.#prints.slice(0, this.#rows),
      places: this.#places.slice(0, this.#rows),
      lines: this.#lines.slice(0, this.#rows),
    };
  }

  #grow(): void {
    const rows = 2 * this.#rows;
    this.#prints = withAll(new Float64Array(rows), this.#prints);
    this.#places = withAll(new Float64Array(rows), this.#places);
    this.#lines = withAll(new Uint32Array(rows), this.#lines);
  }
}

function withAll<Numbers extends Float64Array | Uint32Array>(
  larger: Numbers,
  smaller: Numbers,
): Numbers {
  larger.set(smaller);
  return larger;
}

// Questions are told apart by how they begin, and where they share a long passage by a few bytes of it; answers are short.
const OPENING_BYTES = 48;
const SPREAD_SAMPLES = 16;
const OUTPUT_SAMPLES = 24;
const BITS_OF_SECOND_WORD = 21;

/**
 * A print of the rendered prompt and the output: their lengths and some 90 of their bytes, at places that depend on the
 * lengths alone. The prompt is read as if instruction, an escaped line feed and input stood in one.
 */
export function printOf(span: PromptSpan): number {
  const { bytes, instructionStart, instructionEnd, inputStart, inputEnd } = span;
  const instructionBytes = instructionEnd - instructionStart;
  const isAlone = inputStart === inputEnd;
  const promptBytes = isAlone ? instructionBytes : instructionBytes + 2 + inputEnd - inputStart;
  const outputBytes = span.outputEnd - span.outputStart;
  let one = Math.imul(promptBytes, 0x9e3779b1) ^ outputBytes;
  let two = Math.imul(outputBytes, 0x85ebca77) ^ promptBytes;
  const promptSamples = OPENING_BYTES + SPREAD_SAMPLES;
  for (let sample = 0; sample < promptSamples; sample += 1) {
    const at =
      sample < OPENING_BYTES
        ? sample
        : Math.floor(((sample - OPENING_BYTES + 1) * (promptBytes - 1)) / SPREAD_SAMPLES);
    if (at >= promptBytes) continue;
    let byte: number | undefined;
    if (at < instructionBytes) byte = bytes[instructionStart + at];
    else if (at === instructionBytes) byte = BACKSLASH;
    else if (at === instructionBytes + 1) byte = LETTER_N;
    else byte = bytes[inputStart + at - instructionBytes - 2];
    one = Math.imul(one ^ (byte ?? 0), 0x01000193);
    two = Math.imul(two + (byte ?? 0), 0x5bd1e995) ^ (two >>> 15);
  }
  for (let sample = 1; sample <= OUTPUT_SAMPLES; sample += 1) {
    const at = Math.floor((sample * (outputBytes - 1)) / OUTPUT_SAMPLES);
    const byte = bytes[span.outputStart + at] ?? 0;
    one = Math.imul(one ^ byte, 0x01000193);
    two = Math.imul(two + byte, 0x5bd1e995) ^ (two >>> 15);
  }
  return (one >>> 0) * 2 ** BITS_OF_SECOND_WORD + (two >>> (32 - BITS_OF_SECOND_WORD));
}

const BACKSLASH = 0x5c;
const LETTER_N = 0x6e;
