// Whether a text holds one of a list of words: their first two bytes are looked for in 16 places at once, in eight groups
// of words, a bit each, by halves of bytes (as Hyperscan's Teddy does); what passes a sieve is compared in full.
import {
  groupCount,
  groupsAt,
  highHalvesAt,
  lowHalvesAt,
  sieveAt,
  sieveMultiplier,
  sieveShift,
  wordTextAt,
} from '../../src/tables/names-layout';

/** Whether one of the words stands in a text; up to 18 bytes behind it are read. */
export function holdsName(names: usize, text: usize, bytes: u32): bool {
  const end = text + bytes;
  const half = i8x16.splat(15);
  const low0 = v128.load(names + lowHalvesAt);
  const low1 = v128.load(names + lowHalvesAt, 16);
  const high0 = v128.load(names + highHalvesAt);
  const high1 = v128.load(names + highHalvesAt, 16);
  let before = i8x16.splat(0);
  for (let at = text; at < end; at += 16) {
    const block = v128.load(at);
    const lows = v128.and(block, half);
    const highs = v128.and(i16x8.shr_u(block, 4), half);
    const first = v128.and(i8x16.swizzle(low0, lows), i8x16.swizzle(high0, highs));
    const second = v128.and(i8x16.swizzle(low1, lows), i8x16.swizzle(high1, highs));
    // Where a second byte is found, with what was found one place before.
    const groups = v128.and(second, behindBy1(before, first));
    before = first;
    if (!v128.any_true(groups)) continue;
    let places = i8x16.bitmask(i8x16.ne(groups, i8x16.splat(0)));
    for (; places != 0; places &= places - 1) {
      const place = at + ctz(places) - 1;
      if (isSieved(names, place) && isNameAt(names, place, end)) return true;
    }
  }
  return false;
}

// @ts-ignore: decorator
@inline
function behindBy1(before: v128, found: v128): v128 {
  return i8x16.shuffle(before, found, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
}

// @ts-ignore: decorator
@inline
function isSieved(names: usize, place: usize): bool {
  const hash = ((load<u32>(place) & 0xffffff) * <u32>sieveMultiplier) >>> sieveShift;
  return ((load<u8>(names + sieveAt + (hash >>> 3)) >>> (hash & 7)) & 1) != 0;
}

/** Whether a word begins at a place; asked of few places. */
function isNameAt(names: usize, place: usize, end: usize): bool {
  for (let group: usize = 0; group < groupCount; group++) {
    let word = names + load<u32>(names + groupsAt + group * 8);
    const stop = names + load<u32>(names + groupsAt + group * 8, 4);
    while (word < stop) {
      const bytes = load<u32>(word);
      if (place + bytes <= end && isSame(place, word + wordTextAt, bytes)) return true;
      word += wordTextAt + ((bytes + 3) & ~3);
    }
  }
  return false;
}

function isSame(text: usize, word: usize, bytes: u32): bool {
  for (let i: u32 = 0; i < bytes; i++) {
    if (load<u8>(text + i) != load<u8>(word + i)) return false;
  }
  return true;
}
