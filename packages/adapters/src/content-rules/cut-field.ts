import { endMarks, maxFieldBytes } from './pattern-language.ts';

/** A field as the rules see it, with its length in UTF-8 bytes. */
export interface FieldText {
  readonly text: string;
  readonly bytes: number;
}

/** Drops an end mark and cuts to the first 4,096 UTF-8 bytes and back to a whole code point, without encoding the text. */
export function cutField(whole: string): FieldText {
  const mark = endMarks.find((candidate) => whole.endsWith(candidate));
  const text = mark === undefined ? whole : whole.slice(0, -mark.length);
  let bytes = 0;
  let end = 0;
  while (end < text.length) {
    const unit = text.charCodeAt(end);
    const isPair = unit >= 0xd800 && unit <= 0xdbff && isLowSurrogate(text.charCodeAt(end + 1));
    // A lone surrogate counts as U+FFFD, which it becomes in the record: three bytes.
    const size = unit < 0x80 ? 1 : unit < 0x800 ? 2 : isPair ? 4 : 3;
    if (bytes + size > maxFieldBytes) break;
    bytes += size;
    end += isPair ? 2 : 1;
  }
  return { text: end === text.length ? text : text.slice(0, end), bytes };
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
