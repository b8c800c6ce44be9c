import { letterU, quote, slash } from './bytes';
import { hexOf } from './hex';

/** The string holds an escape. */
export const escapedFlag: u32 = 1;
/** The string holds `\u` or `\/`, so that it may not stand as `JSON.stringify` would write it. */
export const rewriteFlag: u32 = 2;

let lastFlags: u32 = 0;

/** The flags of the string whose end `stringEnd` found last. */
@inline
export function stringFlags(): u32 {
  return lastFlags;
}

/** Bit i is set where byte i is a quote, a backslash or a control character. */
@inline
export function specialBytes(block: v128): i32 {
  return i8x16.bitmask(v128.or(stops(block), backslashes(block)));
}

/** Quotes and control characters. */
@inline
function stops(block: v128): v128 {
  // Of the bytes up to 0x22, only a blank and `!` leave the range 0..0x20 when their second bit is flipped.
  return i8x16.le_u(v128.xor(block, i8x16.splat(2)), i8x16.splat(0x20));
}
@inline
function backslashes(block: v128): v128 {
  return i8x16.eq(block, i8x16.splat(0x5c));
}

/** Where the string that goes on at `at` has its closing quote; 0 where it is no JSON string or has none before `end`. */
@inline
export function stringEnd(at: usize, end: usize): usize {
  // Most keys and tags end in their first block.
  const specials = specialBytes(v128.load(at));
  const first = at + <usize>ctz(specials);
  if (specials == 0) return longStringEnd(at + 16, end);
  if (load<u8>(first) != quote) return longStringEnd(at, end);
  lastFlags = 0;
  return first < end ? first : 0;
}

function longStringEnd(at: usize, end: usize): usize {
  lastFlags = 0;
  while (at < end) {
    const one = v128.load(at);
    const two = v128.load(at, 16);
    const three = v128.load(at, 32);
    const four = v128.load(at, 48);
    const ends = bits(stops(one), stops(two), stops(three), stops(four));
    const slashes = bits(
      backslashes(one),
      backslashes(two),
      backslashes(three),
      backslashes(four),
    );
    let close = ends;
    let step: usize = 64;
    if (slashes != 0) {
      const escaped = escapedBytes(slashes);
      close &= ~escaped;
      // Behind the string's end, others may follow.
      const before = close == 0 ? escaped : escaped & (close - 1) & ~close;
      const plain = bits(isShort(one), isShort(two), isShort(three), isShort(four));
      const odd = before & ~plain;
      if (odd != 0) {
        at = oddEscapeEnd(at + <usize>ctz(odd), end);
        if (at == 0) return 0;
        continue;
      }
      if (before != 0) lastFlags |= escapedFlag;
      step = endsOpen(slashes, escaped) ? 63 : 64;
    }
    if (close != 0) {
      const found = at + <usize>ctz(close);
      return found < end && load<u8>(found) == quote ? found : 0;
    }
    at += step;
  }
  return 0;
}

@inline
function bits(one: v128, two: v128, three: v128, four: v128): u64 {
  const low: u32 = i8x16.bitmask(one) | (i8x16.bitmask(two) << 16);
  const high: u32 = i8x16.bitmask(three) | (i8x16.bitmask(four) << 16);
  return (<u64>high << 32) | low;
}

const oddBits: u64 = 0xaaaaaaaaaaaaaaaa;

/** Those bytes that an unescaped backslash stands before; as simdjson finds them, without a loop. */
@inline
function escapedBytes(slashes: u64): u64 {
  const series = ((slashes << 1) | oddBits) - slashes;
  return (series ^ oddBits) ^ slashes;
}

/** Whether the last of 64 bytes is a backslash that escapes what follows. */
@inline
function endsOpen(slashes: u64, escaped: u64): bool {
  return ((slashes & ~escaped) >> 63) != 0;
}

/** Quotes, backslashes and b, f, n, r, t: a set of high halves for each low half of a byte. */
@inline
function isShort(block: v128): v128 {
  const byLow = i8x16(0, 0, 13, 0, 8, 0, 4, 0, 0, 0, 0, 0, 2, 0, 4, 0);
  const byHigh = i8x16(0, 0, 1, 0, 0, 2, 4, 8, 0, 0, 0, 0, 0, 0, 0, 0);
  const half = i8x16.splat(15);
  const low = i8x16.swizzle(byLow, v128.and(block, half));
  const high = i8x16.swizzle(byHigh, v128.and(i16x8.shr_u(block, 4), half));
  return i8x16.ne(v128.and(low, high), i8x16.splat(0));
}

/** Behind an escape of another kind, whose letter stands there; 0 where it is none. */
@inline
function oddEscapeEnd(at: usize, end: usize): usize {
  const escaped: u32 = load<u8>(at);
  lastFlags = escapedFlag | rewriteFlag;
  if (escaped == slash) return at + 1;
  return escaped == letterU ? unicodeRunEnd(at - 1, end) : 0;
}

/** Behind the `\u` escapes that stand there one after the other, as most do; 0 where one of them is none. */
@inline
function unicodeRunEnd(at: usize, end: usize): usize {
  do {
    if (hexOf(at + 2) < 0) return 0;
    at += 6;
  } while (at < end && load<u16>(at) == 0x755c);
  return at;
}
