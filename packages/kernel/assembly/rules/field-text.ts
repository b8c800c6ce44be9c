// A field as the rules see it: unescaped, cut to 4,096 bytes and back to a whole code point, without an end mark.
import {
  endingBytes,
  endingTextAt,
  endMarkCountAt,
  endMarkListAt,
  fieldBytesLimit,
  fieldEnd,
} from '../../src/tables/rules-layout';
import { endsWith } from './same-bytes';

const backslash: u8 = 0x5c;

/**
 * Writes a canonical text to `target`, unescaped and cut, with two zeros and `fieldEnd` behind; gives its length, 0 to
 * 4,096. Up to 64 bytes more than that are overwritten.
 */
export function writeField(rules: usize, source: usize, bytes: u32, target: usize): u32 {
  let length = unescape(source, source + bytes, target);
  if (length > <u32>fieldBytesLimit) {
    length = fieldBytesLimit;
    while ((load<u8>(target + length) & 0xc0) == 0x80) length--;
  }
  length -= markLength(rules, target, length);
  store<u16>(target + length, 0);
  store<u8>(target + length + 2, <u8>fieldEnd);
  return length;
}

/** Unescapes at least the first 4,097 bytes; the byte behind the cut tells whether it is within a code point. */
function unescape(start: usize, end: usize, target: usize): u32 {
  const stop = target + fieldBytesLimit + 1;
  const escape = i8x16.splat(backslash);
  let from = start;
  let to = target;
  while (from < end && to < stop) {
    const block = v128.load(from);
    v128.store(to, block);
    const found = i8x16.bitmask(i8x16.eq(block, escape));
    if (found == 0) {
      from += 16;
      to += 16;
      continue;
    }
    const plain = ctz(found);
    from += plain;
    to += plain;
    if (from >= end) break;
    const letter = load<u8>(from + 1);
    store<u8>(to++, letter == 0x75 ? unicodeByte(from + 2) : escapedByte(letter));
    from += letter == 0x75 ? 6 : 2;
  }
  // What was copied from beyond the text does not count.
  return <u32>(to - target - (from > end ? from - end : 0));
}

@inline
function escapedByte(letter: u8): u8 {
  if (letter == 0x6e) return 0x0a;
  if (letter == 0x74) return 0x09;
  if (letter == 0x72) return 0x0d;
  if (letter == 0x62) return 0x08;
  if (letter == 0x66) return 0x0c;
  return letter;
}

/** In canonical text only what is below 0x20 is written so. */
function unicodeByte(digits: usize): u8 {
  const last = load<u8>(digits + 3);
  return ((load<u8>(digits + 2) & 15) << 4) | (last > 0x39 ? last - 0x57 : last - 0x30);
}

function markLength(rules: usize, text: usize, length: u32): u32 {
  let mark = rules + load<u32>(rules + endMarkListAt);
  const end = mark + load<u32>(rules + endMarkCountAt) * endingBytes;
  for (; mark < end; mark += endingBytes) {
    const bytes = <u32>load<u8>(mark);
    if (endsWith(text, length, mark + endingTextAt, bytes)) return bytes;
  }
  return 0;
}
