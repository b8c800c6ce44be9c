// Whether a text holds one of a list of words: their first three bytes are looked for in 16 places at once, in eight groups
// of words, a bit each, by halves of bytes (as Hyperscan's Teddy does); what passes a sieve is compared in full.
import {
  groupsAt,
  highHalvesAt,
  lowHalvesAt,
  sieveAt,
  sieveMultiplier,
  sieveShift,
  soughtBytes,
  wordTextAt,
} from '../../src/tables/names-layout';

/** Whether one of the words stands in a text; up to 18 bytes behind it are read. */
export function holdsName(names: usize, text: usize, bytes: u32): bool {
  const end = text + bytes;
  const half = i8x16.splat(15);
  const low0 = v128.load(names + lowHalvesAt);
  const low1 = v128.load(names + lowHalvesAt, 16);
  const low2 = v128.load(names + lowHalvesAt, 32);
  const high0 = v128.load(names + highHalvesAt);
  const high1 = v128.load(names + highHalvesAt, 16);
  const high2 = v128.load(names + highHalvesAt, 32);
  let before0 = i8x16.splat(0);
  let before1 = before0;
  for (let at = text; at < end; at += 16) {
    const block = v128.load(at);
    const lows = v128.and(block, half);
    const highs = v128.and(i16x8.shr_u(block, 4), half);
    const found0 = v128.and(i8x16.swizzle(low0, lows), i8x16.swizzle(high0, highs));
    const found1 = v128.and(i8x16.swizzle(low1, lows), i8x16.swizzle(high1, highs));
    const found2 = v128.and(i8x16.swizzle(low2, lows), i8x16.swizzle(high2, highs));
    // Where a third byte is found, with what was found one and two places before.
    const groups = v128.and(
      v128.and(found2, behindBy1(before1, found1)),
      behindBy2(before0, found0),
    );
    before0 = found0;
    before1 = found1;
    if (!v128.any_true(groups)) continue;
    let places = i8x16.bitmask(i8x16.ne(groups, i8x16.splat(0)));
    for (; places != 0; places &= places - 1) {
      const place = at + ctz(places) - 2;
      if (isSieved(names, place) && isNameAt(names, place, end)) return true;
    }
  }
  return false;
}

@inline
function behindBy1(before: v128, found: v128): v128 {
  return i8x16.shuffle(before, found, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
}

@inline
function behindBy2(before: v128, found: v128): v128 {
  return i8x16.shuffle(before, found, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29);
}

@inline
function isSieved(names: usize, place: usize): bool {
  const hash = ((load<u32>(place) & 0xffffff) * <u32>sieveMultiplier) >>> sieveShift;
  return ((load<u8>(names + sieveAt + (hash >>> 3)) >>> (hash & 7)) & 1) != 0;
}

/** Whether a word begins at a place; asked of few places. */
function isNameAt(names: usize, place: usize, end: usize): bool {
  for (let groups = groupsAtPlace(names, place); groups != 0; groups &= groups - 1) {
    const group = names + groupsAt + ctz(groups) * 8;
    let word = names + load<u32>(group);
    const stop = names + load<u32>(group, 4);
    while (word < stop) {
      const bytes = load<u32>(word);
      if (place + bytes <= end && isSame(place, word + wordTextAt, bytes)) return true;
      word += wordTextAt + ((bytes + 3) & ~3);
    }
  }
  return false;
}

/** The groups whose words' first bytes have the halves of those at a place, a bit each. */
function groupsAtPlace(names: usize, place: usize): u32 {
  let groups: u32 = 0xff;
  for (let i: usize = 0; i < <usize>soughtBytes; i++) {
    const byte = <usize>load<u8>(place + i);
    groups &= load<u8>(names + lowHalvesAt + i * 16 + (byte & 15));
    groups &= load<u8>(names + highHalvesAt + i * 16 + (byte >> 4));
  }
  return groups;
}

function isSame(text: usize, word: usize, bytes: u32): bool {
  for (let i: u32 = 0; i < bytes; i++) {
    if (load<u8>(text + i) != load<u8>(word + i)) return false;
  }
  return true;
}
