import {
  closingBrace,
  closingBracket,
  colon,
  comma,
  minus,
  openingBrace,
  openingBracket,
  point,
  quote,
  zero,
} from '../text/bytes';
import { stringEnd } from '../text/index';

// A row of JSON lines ends at a line feed, which in a cut row is white space like any other.
const blanks: u64 = ((1 as u64) << 0x20) | ((1 as u64) << 0x09) | ((1 as u64) << 0x0d);

/** Where JSON's white space ends that may begin there; `end` is the furthest. */
@inline
export function skipBlanks(at: usize, end: usize): usize {
  if (load<u8>(at) > 0x20) return at;
  return blanksEnd(at, end);
}

function blanksEnd(at: usize, end: usize): usize {
  while (at < end) {
    const byte: u64 = load<u8>(at);
    if (byte > 0x20 || ((blanks >> byte) & 1) == 0) return at;
    at++;
  }
  return at;
}

/**
 * Where the JSON value ends that begins there, whatever it is; 0 where it is none, or nested deeper than 64. What is
 * given may lie behind `end`, where bytes behind it go on with the value.
 */
export function skipValue(at: usize, end: usize): usize {
  let depth = 0;
  // Bit 0 is set where the innermost is an object.
  let objects: u64 = 0;
  while (at != 0 && at < end) {
    const byte: u32 = load<u8>(at);
    if (byte == openingBrace || byte == openingBracket) {
      const isObject = byte == openingBrace;
      at = skipBlanks(at + 1, end);
      if (load<u8>(at) != byte + 2) {
        if (++depth > 64) return 0;
        objects = (objects << 1) | <u64>isObject;
        if (isObject) at = skipKey(at, end);
        continue;
      }
      at++;
    } else {
      at = byte == quote ? skipString(at, end) : skipScalar(at, end);
      if (at == 0) return 0;
    }
    while (true) {
      if (depth == 0) return at;
      at = skipBlanks(at, end);
      const isObject = (objects & 1) != 0;
      const mark: u32 = load<u8>(at);
      if (mark == comma) {
        at = skipBlanks(at + 1, end);
        if (isObject) at = skipKey(at, end);
        break;
      }
      if (at >= end || mark != (isObject ? closingBrace : closingBracket)) return 0;
      at++;
      depth--;
      objects >>= 1;
    }
  }
  return 0;
}

/** Where the value begins of the key that begins there; 0 where there is no key. */
function skipKey(at: usize, end: usize): usize {
  if (load<u8>(at) != quote) return 0;
  at = stringEnd(at + 1, end);
  if (at == 0) return 0;
  at = skipBlanks(at + 1, end);
  return load<u8>(at) == colon ? skipBlanks(at + 1, end) : 0;
}

@inline
function skipString(at: usize, end: usize): usize {
  const close = stringEnd(at + 1, end);
  return close == 0 ? 0 : close + 1;
}

/** Where a number, `true`, `false` or `null` ends that begins there; 0 where none does. */
function skipScalar(at: usize, end: usize): usize {
  const word = load<u32>(at);
  if (word == 0x65757274 || word == 0x6c6c756e) return at + 4;
  if (word == 0x736c6166) return load<u8>(at, 4) == 0x65 ? at + 5 : 0;
  return skipNumber(at, end);
}

function skipNumber(at: usize, end: usize): usize {
  if (load<u8>(at) == minus) at++;
  if (load<u8>(at) == zero) at++;
  else at = skipDigits(at, end);
  if (at != 0 && load<u8>(at) == point) at = skipDigits(at + 1, end);
  if (at == 0 || (load<u8>(at) | 0x20) != 0x65) return at;
  at++;
  const sign: u32 = load<u8>(at);
  if (sign == minus || sign == 0x2b) at++;
  return skipDigits(at, end);
}

/** Where the digits end that begin there; 0 where there is none. */
function skipDigits(at: usize, end: usize): usize {
  const start = at;
  while (at < end && <u32>load<u8>(at) - zero < 10) at++;
  return at == start ? 0 : at;
}
