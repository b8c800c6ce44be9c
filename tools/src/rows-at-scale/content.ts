import { forEachPiece, type Voice } from '../hub-at-scale/prose.ts';
import { drawn, drawnShare, purposes } from './drawn.ts';
import type { Encoding } from './encoding.ts';
import type { LineBuffer } from './line-buffer.ts';
import { fileCount, type RowsOptions } from './options.ts';
import { codeVoice, printedVoice, typedVoice, type Piece } from './voices.ts';

/** A text that is made when it is written. `mark` stands before it where it must differ from all others. */
export interface Text {
  readonly voice: Voice<Piece>;
  readonly key: number;
  /** in characters, on average */
  readonly length: number;
  readonly mark: string;
}

/** The texts of a row: a question with or without input and its answer, or four turns of which the last two have these names. */
export interface Content {
  readonly opening: Text | undefined;
  readonly reply: Text | undefined;
  readonly instruction: Text;
  readonly input: Text | undefined;
  readonly output: Text;
}

/** Of each file's rows, those whose answer is code; the files are those of `rowForms`. */
const codeShares = [0.1, 0.9, 0, 0, 0, 0.15, 0.1, 0.4] as const satisfies {
  length: typeof fileCount;
};

/** Below it, a piece of several sentences would make too much of a text. */
const fluentLength = 300;

const printedShare = 0.35;
const inputShare = 0.3;

/** The texts of the row with this number, which no other row has. */
export function contentOf({ seed, dialogues }: RowsOptions, row: number): Content {
  const about = drawn(seed, row, purposes.content);
  // Three decisions from one draw: its low, middle and high bits.
  const prose = (about & 0xff) / 256 < printedShare ? printedVoice : typedVoice;
  const isCode = ((about >>> 8) & 0x3ff) / 1024 < (codeShares[row % fileCount] ?? 0);
  const hasInput = (about >>> 24) / 256 < inputShare;
  const lengths = drawnShare(seed, row, purposes.lengths);
  const text = (purpose: number, length: number, voice = prose): Text => ({
    voice: length < fluentLength ? voice.brief : voice.fluent,
    key: drawn(seed, row, purpose),
    length,
    mark: '',
  });
  const output = text(purposes.output, outputLength(lengths), isCode ? codeVoice : prose);
  const instruction = { ...text(purposes.instruction, 110), mark: `Case ${String(row)}: ` };
  if (drawnShare(seed, row, purposes.opening) < dialogues) {
    return {
      opening: text(purposes.opening, 110),
      reply: text(purposes.reply, 350),
      instruction,
      input: undefined,
      output: { ...output, length: output.length * 0.6 },
    };
  }
  return {
    opening: undefined,
    reply: undefined,
    instruction,
    input: hasInput ? text(purposes.input, 200) : undefined,
    output,
  };
}

/** Most answers are short, one in 200 is up to 16 KB; with keys and question a row is 1 KB on average. */
function outputLength(share: number): number {
  if (share < 0.8) return 300;
  if (share < 0.95) return 900;
  return share < 0.995 ? 3000 : 9300;
}

/** Puts a text without the blank that its last sentence ends with; that of code keeps its line feed. */
export function putText(line: LineBuffer, text: Text, encoding: Encoding): void {
  line.putAscii(text.mark);
  forEachPiece(text.key, text.length, {
    voice: text.voice,
    use: (piece) => {
      line.put(piece[encoding]);
    },
  });
  if (text.voice !== codeVoice.fluent) line.cutTo(line.at - 1);
}
