import { forEachPiece, type Voice } from '../hub-at-scale/prose.ts';
import type { Encoding } from './encoding.ts';
import type { LineBuffer } from './line-buffer.ts';
import type { Manner, Piece } from './pieces.ts';
import { briefProse, fluentProse } from './voices.ts';

/** A text that is made when it is written: a mark, pieces of a voice, an end; each of them may be missing. */
export interface Text {
  /** ASCII that needs no escape; it ends with a blank where more follows */
  readonly mark: string;
  readonly voice: Voice<Piece>;
  readonly key: number;
  /** of the pieces, in characters, on average */
  readonly length: number;
  readonly end: Piece | undefined;
}

/** Below it, a piece of several sentences would make too much of a text. */
const fluentLength = 300;

/** A text of sentences, behind a mark and before an end if these are given. */
export function proseText(
  key: number,
  length: number,
  { manner, mark = '', end }: { readonly manner: Manner; readonly mark?: string; end?: Piece },
): Text {
  const voice = (length < fluentLength ? briefProse : fluentProse)[manner];
  return { mark, voice, key, length, end };
}

/** Puts a text without the blank that its last sentence ends with. */
export function putText(line: LineBuffer, text: Text, encoding: Encoding): void {
  line.putAscii(text.mark);
  forEachPiece(text.key, text.length, {
    voice: text.voice,
    use: (piece) => {
      line.put(piece[encoding]);
    },
  });
  if (text.end === undefined) line.dropBlank();
  else line.put(text.end[encoding]);
}
