// Lengths of texts as they stand in a line, in code points of what they mean.

const backslash: u8 = 0x5c;

/**
 * The code points of a canonical text, unescaped: bytes that begin one, less what escapes take more than one byte. At
 * most 4 GB; up to 16 bytes behind the text are read.
 */
export function codePoints(text: usize, bytes: u32): u32 {
  const end = text + bytes;
  const escape = i8x16.splat(backslash);
  let count = bytes;
  // An escape may reach into the next block, whose first bytes then begin none.
  let free = text;
  let at = text;
  for (; at + 16 <= end; at += 16) {
    const block = v128.load(at);
    count -= popcnt(continuations(block));
    let found = <u32>i8x16.bitmask(i8x16.eq(block, escape));
    if (found == 0) continue;
    if (free > at) found &= 0xffffffff << <u32>(free - at);
    while (found != 0) {
      free = escapeEnd(at + ctz(found));
      count -= escapeSurplus(at + ctz(found));
      const read = <u32>(free - at);
      found = read > 15 ? 0 : found & (0xffffffff << read);
    }
  }
  if (at < end) count -= surplusOfTail(at, end, free);
  return count;
}

@inline
function continuations(block: v128): u32 {
  return i8x16.bitmask(i8x16.lt_s(block, i8x16.splat(-64)));
}

@inline
function escapeEnd(at: usize): usize {
  return at + (load<u8>(at + 1) == 0x75 ? 6 : 2);
}

@inline
function escapeSurplus(at: usize): u32 {
  return load<u8>(at + 1) == 0x75 ? 5 : 1;
}

/** What the last, partial block has of bytes that are no code points. */
function surplusOfTail(at: usize, end: usize, free: usize): u32 {
  const block = v128.load(at);
  const mask = ((<u32>1) << <u32>(end - at)) - 1;
  let surplus = popcnt(continuations(block) & mask);
  let place = max(at, free);
  while (place < end) {
    if (load<u8>(place) == backslash) {
      surplus += escapeSurplus(place);
      place = escapeEnd(place);
    } else {
      place++;
    }
  }
  return surplus;
}
