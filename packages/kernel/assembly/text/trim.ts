import { backslash, blank, letterF, letterN, letterT } from './bytes';

// ECMAScript's white space and line terminators, as they stand in a canonical text: `\t \n \u000b \f \r` as escapes,
// a blank, and U+00A0, 1680, 2000-200A, 2028, 2029, 202F, 205F, 3000, FEFF as UTF-8.

/** Where a canonical text begins once `trim` has had it: `end` where nothing is left. */
export function trimmedStart(start: usize, end: usize): usize {
  while (start < end) {
    const byte: u32 = load<u8>(start);
    if (byte > blank && byte < 0x80 && byte != backslash) return start;
    const bytes = blankBytesAt(start, end);
    if (bytes == 0) return start;
    start += bytes;
  }
  return end;
}

/** Where a canonical text ends once `trim` has had it; `start` must be where `trimmedStart` lets it begin. */
export function trimmedEnd(start: usize, end: usize): usize {
  while (end > start) {
    const bytes = blankBytesBefore(start, end);
    if (bytes == 0) return end;
    end -= bytes;
  }
  return end;
}

/** How many bytes the white space takes that stands there, 0 where none does. */
function blankBytesAt(at: usize, end: usize): usize {
  const byte: u32 = load<u8>(at);
  const room = end - at;
  if (byte == blank) return 1;
  if (byte == backslash) return blankEscapeBytes(at, room);
  if (byte == 0xc2) return room >= 2 && load<u8>(at, 1) == 0xa0 ? 2 : 0;
  return byte >= 0xe1 && room >= 3 && isBlankOfThree(at) ? 3 : 0;
}

function blankEscapeBytes(at: usize, room: usize): usize {
  if (room < 2) return 0;
  if (isBlankLetter(load<u8>(at, 1))) return 2;
  return room >= 6 && load<u32>(at, 1) == 0x30303075 && load<u8>(at, 5) == 0x62 ? 6 : 0;
}

@inline
function isBlankLetter(byte: u32): bool {
  return byte == letterN || byte == letterT || byte == 0x72 || byte == letterF;
}

/** Whether three bytes are a white space of U+1680 and above. */
function isBlankOfThree(at: usize): bool {
  const first: u32 = load<u8>(at);
  const rest: u32 = ((<u32>load<u8>(at, 1)) << 8) | load<u8>(at, 2);
  if (first == 0xe2) {
    if (rest >= 0x8080 && rest <= 0x808a) return true;
    return rest == 0x80a8 || rest == 0x80a9 || rest == 0x80af || rest == 0x819f;
  }
  if (first == 0xe3) return rest == 0x8080;
  if (first == 0xe1) return rest == 0x9a80;
  return first == 0xef && rest == 0xbbbf;
}

function blankBytesBefore(start: usize, end: usize): usize {
  const byte: u32 = load<u8>(end - 1);
  const room = end - start;
  if (byte == blank) return 1;
  if (byte >= 0x80) {
    if (room >= 2 && load<u16>(end - 2) == 0xa0c2) return 2;
    return room >= 3 && isBlankOfThree(end - 3) ? 3 : 0;
  }
  if (isBlankLetter(byte)) return isEscape(start, end - 2) ? 2 : 0;
  const isTabulation = byte == 0x62 && room >= 6 && blankEscapeBytes(end - 6, 6) == 6;
  return isTabulation && isEscape(start, end - 6) ? 6 : 0;
}

/** Whether a backslash stands there that is not itself escaped. */
function isEscape(start: usize, at: usize): bool {
  let first = at + 1;
  while (first > start && load<u8>(first - 1) == backslash) first--;
  return ((at + 1 - first) & 1) != 0;
}
