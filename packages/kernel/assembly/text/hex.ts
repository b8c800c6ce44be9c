/** The number that four hexadecimal digits write, of either case; -1 where one of the four bytes is no such digit. */
@inline
export function hexOf(at: usize): i32 {
  const digits = load<u32>(at);
  const letters = lettersOf(digits);
  const lows = digits & 0x0f0f0f0f;
  const values = lows + letters * 9;
  const capitals = digits & ~(letters << 5);
  const rewritten = lows + 0x30303030 + (letters << 4);
  // Figures have values to 9, letters from 10 to 15: one bit of each byte tells where that is not so.
  const tooLarge = (values + 0x70707070 + (letters ^ 0x01010101) * 6) & 0x80808080;
  const tooSmall = ~(values + 0x06060606) & (letters << 4);
  return capitals != rewritten || (tooLarge | tooSmall) != 0 ? -1 : packed(values);
}

/** As `hexOf`, for digits that are known to be some. */
@inline
export function knownHexOf(at: usize): u32 {
  const digits = load<u32>(at);
  return packed((digits & 0x0f0f0f0f) + lettersOf(digits) * 9);
}

/** 1 in each byte that is a letter, which bit 6 tells from a figure; a letter's low four bits count from 1 for A. */
@inline
function lettersOf(digits: u32): u32 {
  return (digits >> 6) & 0x01010101;
}

@inline
function packed(values: u32): u32 {
  return (
    ((values << 12) & 0xf000) | (values & 0x0f00) | ((values >> 12) & 0x00f0) | (values >> 24)
  );
}
