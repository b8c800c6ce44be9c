import { backslash, letterU, quote, slash } from './bytes';
import { hexOf } from './hex';

/** The string holds an escape. */
export const escapedFlag: u32 = 1;
/** The string holds `\u` or `\/`, so that it may not stand as `JSON.stringify` would write it. */
export const rewriteFlag: u32 = 2;

let lastFlags: u32 = 0;

/** The flags of the string whose end `stringEnd` found last. */
export function stringFlags(): u32 {
  return lastFlags;
}

/** Bit i is set where byte i is a quote, a backslash or a control character. */
@inline
export function specialBytes(block: v128): i32 {
  // Of the bytes up to 0x22, only a blank and `!` leave the range 0..0x20 when their second bit is flipped.
  const flipped = v128.xor(block, i8x16.splat(2));
  const quotes = i8x16.le_u(flipped, i8x16.splat(0x20));
  return i8x16.bitmask(v128.or(quotes, i8x16.eq(block, i8x16.splat(0x5c))));
}

/** Where the string that goes on at `at` has its closing quote; 0 where it is no JSON string or has none before `end`. */
export function stringEnd(at: usize, end: usize): usize {
  let flags: u32 = 0;
  while (at < end) {
    let step: usize = 16;
    let specials: u32 = specialBytes(v128.load(at));
    while (specials != 0) {
      const place: usize = ctz(specials);
      const byte: u32 = load<u8>(at + place);
      if (byte == quote) {
        lastFlags = flags;
        return at + place < end ? at + place : 0;
      }
      if (byte != backslash) return 0;
      const escaped: u32 = load<u8>(at + place, 1);
      if (escaped == letterU) {
        const next = unicodeRunEnd(at + place, end);
        if (next == 0) return 0;
        flags = escapedFlag | rewriteFlag;
        step = next - at;
        break;
      }
      if (!isShortEscape(escaped)) return 0;
      flags |= escaped == slash ? escapedFlag | rewriteFlag : escapedFlag;
      if (place == 15) step = 17;
      // What is escaped may be a quote or a backslash, and is no special byte then.
      specials &= ~(3 << (place as u32));
    }
    at += step;
  }
  return 0;
}

/** Behind the `\\u` escapes that stand there one after the other, as most do; 0 where one of them is none. */
@inline
function unicodeRunEnd(at: usize, end: usize): usize {
  do {
    if (hexOf(at + 2) < 0) return 0;
    at += 6;
  } while (at < end && load<u16>(at) == 0x755c);
  return at;
}

// Bit i stands for the character 0x40 + i: backslash, b, f, n, r, t.
const shortLetters: u64 =
  ((1 as u64) << 0x1c) |
  ((1 as u64) << 0x22) |
  ((1 as u64) << 0x26) |
  ((1 as u64) << 0x2e) |
  ((1 as u64) << 0x32) |
  ((1 as u64) << 0x34);

@inline
function isShortEscape(byte: u32): bool {
  if (byte >= 0x40 && byte < 0x80) return ((shortLetters >> ((byte - 0x40) as u64)) & 1) != 0;
  return byte == quote || byte == slash;
}
