/** Whether two runs of bytes are equal. */
export function isSame(one: usize, other: usize, bytes: u32): bool {
  for (let i: u32 = 0; i < bytes; i++) {
    if (load<u8>(one + i) != load<u8>(other + i)) return false;
  }
  return true;
}

/** Whether a text ends with a run of at least one byte, as it stands. */
@inline
export function endsWith(text: usize, length: u32, ending: usize, bytes: u32): bool {
  if (bytes > length) return false;
  // Most differ in the last byte.
  if (load<u8>(text + length - 1) != load<u8>(ending + bytes - 1)) return false;
  return isSame(text + length - bytes, ending, bytes);
}

/** Whether `needle`, not empty, stands in a text; up to 16 bytes behind both may be read. */
export function holds(text: usize, length: u32, needle: usize, bytes: u32): bool {
  if (bytes > length) return false;
  const first = i8x16.splat(load<u8>(needle));
  const last = i8x16.splat(load<u8>(needle + bytes - 1));
  const end = text + length - bytes + 1;
  for (let at = text; at < end; at += 16) {
    let found = i8x16.bitmask(
      v128.and(i8x16.eq(v128.load(at), first), i8x16.eq(v128.load(at + bytes - 1), last)),
    );
    for (; found != 0; found &= found - 1) {
      const place = at + ctz(found);
      if (place >= end) return false;
      if (isSame(place, needle, bytes)) return true;
    }
  }
  return false;
}

/** Whether a byte is an ASCII letter, a digit or `_`. */
@inline
export function isWordByte(byte: u8): bool {
  return <u8>((byte | 0x20) - 0x61) < 26 || isDigit(byte) || byte == 0x5f;
}

@inline
export function isDigit(byte: u8): bool {
  return <u8>(byte - 0x30) < 10;
}
