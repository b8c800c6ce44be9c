import { backslash, letterU, quote, slash } from './bytes';
import { knownHexOf } from './hex';

/** What `canonicalize` gives where half of a surrogate pair stands alone. */
export const loneSurrogate: u32 = 0xffffffff;

/**
 * Writes a valid JSON string, without its quotes, as `JSON.stringify` would, and gives its bytes, never more than it
 * had; 16 bytes more are written over. Gives `loneSurrogate` where there is one.
 */
export function canonicalize(source: usize, bytes: u32, target: usize): u32 {
  const end = source + bytes;
  const start = target;
  while (true) {
    // Many a text is nothing but escapes.
    if (load<u8>(source) != backslash || source >= end) {
      const run = plainRun(source, end, target);
      source += run;
      target += run;
      if (source >= end) return <u32>(target - start);
    }
    const escaped: u32 = load<u8>(source, 1);
    if (escaped != letterU) {
      target += writeShortEscape(escaped, target);
      source += 2;
      continue;
    }
    const unit: u32 = knownHexOf(source + 2);
    source += 6;
    if ((unit & 0xf800) != 0xd800) {
      target += writeUnit(unit, target);
      continue;
    }
    const next = lowSurrogateAt(source, end);
    if (unit >= 0xdc00 || next == 0) return loneSurrogate;
    source += 6;
    writeFour(0x10000 + ((unit & 0x3ff) << 10) + (next & 0x3ff), target);
    target += 4;
  }
}

/** Copies up to the next backslash, and gives how many bytes that is. */
@inline
function plainRun(source: usize, end: usize, target: usize): usize {
  let run: usize = 0;
  const room = end - source;
  while (run < room) {
    const block = v128.load(source + run);
    v128.store(target + run, block);
    const escapes = i8x16.bitmask(i8x16.eq(block, i8x16.splat(0x5c)));
    if (escapes != 0) {
      const reached = run + <usize>ctz(escapes);
      return min(reached, room);
    }
    run += 16;
  }
  return room;
}

@inline
function writeShortEscape(escaped: u32, target: usize): usize {
  if (escaped == slash) {
    store<u8>(target, slash);
    return 1;
  }
  store<u16>(target, backslash | (escaped << 8));
  return 2;
}

/** The low surrogate whose escape stands there, or 0. */
function lowSurrogateAt(at: usize, end: usize): u32 {
  if (at + 6 > end || load<u16>(at) != 0x755c) return 0;
  const unit: u32 = knownHexOf(at + 2);
  return (unit & 0xfc00) == 0xdc00 ? unit : 0;
}

/** Writes a code unit that is no surrogate. */
@inline
function writeUnit(unit: u32, target: usize): usize {
  if (unit >= 0x800) {
    store<u16>(target, 0x80e0 | (unit >> 12) | ((unit << 2) & 0x3f00));
    store<u8>(target, 0x80 | (unit & 0x3f), 2);
    return 3;
  }
  if (unit >= 0x80) {
    store<u16>(target, 0x80c0 | (unit >> 6) | ((unit & 0x3f) << 8));
    return 2;
  }
  return writeAscii(unit, target);
}

function writeFour(point: u32, target: usize): void {
  const high = 0x80f0 | (point >> 18) | (((point >> 12) & 0x3f) << 8);
  const low = 0x8080 | ((point >> 6) & 0x3f) | ((point & 0x3f) << 8);
  store<u32>(target, high | (low << 16));
}

function writeAscii(unit: u32, target: usize): usize {
  if (unit == quote || unit == backslash) {
    store<u16>(target, backslash | (unit << 8));
    return 2;
  }
  if (unit >= 0x20) {
    store<u8>(target, unit);
    return 1;
  }
  const letter = shortLetter(unit);
  if (letter != 0) {
    store<u16>(target, backslash | (letter << 8));
    return 2;
  }
  store<u32>(target, 0x3030755c);
  store<u8>(target, 0x30 + (unit >> 4), 4);
  const low = unit & 15;
  store<u8>(target, low < 10 ? 0x30 + low : 0x57 + low, 5);
  return 6;
}

/** The letter that JSON has for a control character, 0 where it has none. */
function shortLetter(unit: u32): u32 {
  if (unit == 0x0a) return 0x6e;
  if (unit == 0x09) return 0x74;
  if (unit == 0x0d) return 0x72;
  if (unit == 0x08) return 0x62;
  return unit == 0x0c ? 0x66 : 0;
}
