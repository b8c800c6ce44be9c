import { standsAt } from './stands-at.ts';
import { type RowSpan } from './walk-range.ts';

/** Where the texts of a row stand in its buffer, as JSON writes them, quotes not included; all ends are exclusive. */
export interface PromptSpan {
  bytes: Buffer;
  instructionStart: number;
  instructionEnd: number;
  inputStart: number;
  /** `inputStart` where the input is empty */
  inputEnd: number;
  outputStart: number;
  outputEnd: number;
}

const ROW_START = Buffer.from('{"instruction":"');
const TO_INPUT = Buffer.from('","input":"');
const TO_OUTPUT = Buffer.from('","output":"');
const LINE_FEED = Buffer.from(String.raw`\n`);
const QUOTE = 0x22;

/**
 * Finds a row's texts where its rendered prompt holds a line feed: only such rows can train as another does, because
 * without one the prompt is the instruction alone. Undefined for rows that have none, `'unknown'` for those
 * whose first three texts are not written as a row's are.
 */
export class PromptFinder {
  readonly #span: PromptSpan = {
    bytes: Buffer.alloc(0),
    instructionStart: 0,
    instructionEnd: 0,
    inputStart: 0,
    inputEnd: 0,
    outputStart: 0,
    outputEnd: 0,
  };

  #searched: Buffer | undefined;
  #readings = 0;
  #lineFeedAt = 0;

  /**
   * The span is valid until the next call.
   * @param tailStart where the comma before `"_category"` stands
   */
  find(row: RowSpan, tailStart: number): PromptSpan | 'unknown' | undefined {
    const { bytes, start } = row;
    const instructionStart = start + ROW_START.length;
    // Inside a text a quote follows a backslash, so this stands nowhere but at its end.
    const instructionEnd = bytes.indexOf(TO_INPUT, instructionStart);
    if (instructionEnd === -1 || !standsAt(bytes, start, ROW_START)) return 'unknown';
    const inputStart = instructionEnd + TO_INPUT.length;
    const isAlone = bytes[inputStart] === QUOTE;
    if (isAlone && this.#nextLineFeed(row, instructionStart) >= instructionEnd) return undefined;
    const inputEnd = isAlone ? inputStart : bytes.indexOf(TO_OUTPUT, inputStart);
    const outputStart = inputEnd + TO_OUTPUT.length;
    if (inputEnd === -1 || outputStart >= tailStart) return 'unknown';
    if (isAlone && !standsAt(bytes, inputEnd, TO_OUTPUT)) return 'unknown';
    const span = this.#span;
    span.bytes = bytes;
    span.instructionStart = instructionStart;
    span.instructionEnd = instructionEnd;
    span.inputStart = inputStart;
    span.inputEnd = inputEnd;
    span.outputStart = outputStart;
    span.outputEnd = tailStart - 1;
    return span;
  }

  /**
   * Where an escaped line feed stands at or after `from`, or Infinity. A backslash and an `n` that are text look the same:
   * that only has a row compared with others in vain.
   */
  #nextLineFeed({ bytes, readings }: RowSpan, from: number): number {
    // What was found for a row before it holds on while the buffer has the same bytes.
    if (bytes !== this.#searched || readings !== this.#readings || this.#lineFeedAt < from) {
      const found = bytes.indexOf(LINE_FEED, from);
      this.#lineFeedAt = found === -1 ? Infinity : found;
      this.#searched = bytes;
      this.#readings = readings;
    }
    return this.#lineFeedAt;
  }
}
