// The measures that look at bytes and their neighbours; adapters' pattern language defines each.
import { isDigit, isWordByte } from './same-bytes';

const space: u8 = 0x20;
const closing: u8 = 0x29;
const opening: u8 = 0x28;
const dollar: u8 = 0x24;

// Behind these, as many zeros: what stands beyond a text is blended out with them.
const wholeBlock = memory.data<u8>([
  255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
]);

// Of the rare bytes that need a look around.
let equations: u32 = 0;
let operations: u32 = 0;

/** Writes the measures of bytes of a text that is not empty; 0 stands behind it, twice, and no blank or digit before it. */
export function measureBytes(text: usize, length: u32, features: usize): void {
  // Bits by nibbles: 0x1f for `{}()[];=<>_\` and the backtick, 0x20 for `+*`, 0x40 for `=`, 0x80 for `-/`; as signed bytes.
  const low = v128(0x10, 0, 0, 0, 0, 0, 0, 0, 2, 2, 0x20, 0x2d, 0x0c, -0x33, 8, -0x7c);
  const high = v128(0, 0, -0x5e, 0x48, 0, 4, 0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0);
  const nibble = i8x16.splat(15);
  const end = text + length;
  let words: u32 = 0;
  let sentences: u32 = 0;
  let digits: u32 = 0;
  let codes: u32 = 0;
  let nonAscii: u32 = 0;
  let carry: u32 = 0;
  equations = 0;
  operations = 0;
  for (let at = text; at < end; at += 16) {
    let block = v128.load(at);
    if (at + 16 > end) block = v128.and(block, v128.load(wholeBlock + 16 - (end - at)));
    const digit = i8x16.le_u(i8x16.sub(block, i8x16.splat(0x30)), i8x16.splat(9));
    const word = <u32>i8x16.bitmask(v128.or(digit, lettersAndLines(block)));
    words += popcnt(word & ~((word << 1) | carry));
    carry = word >>> 15;
    digits += popcnt(i8x16.bitmask(digit));
    nonAscii += popcnt(i8x16.bitmask(block));
    const kinds = v128.and(
      i8x16.swizzle(low, v128.and(block, nibble)),
      i8x16.swizzle(high, v128.and(i16x8.shr_u(block, 4), nibble)),
    );
    const other = i8x16.eq(v128.and(kinds, i8x16.splat(0x1f)), i8x16.splat(0));
    codes += 16 - popcnt(i8x16.bitmask(other));
    sentences += popcnt(i8x16.bitmask(v128.and(stops(block), closers(v128.load(at, 1)))));
    let places = i8x16.bitmask(calculates(block, kinds, at));
    for (; places != 0; places &= places - 1) lookAround(at + ctz(places));
  }
  // Each at four times its place in the list of measures.
  store<u32>(features, length);
  store<u32>(features, words, 8);
  store<u32>(features, sentences, 12);
  store<u32>(features, (1000 * digits) / length, 16);
  store<u32>(features, (1000 * codes) / length, 20);
  store<u32>(features, (1000 * nonAscii) / length, 24);
  store<u32>(features, equations, 44);
  store<u32>(features, operations, 48);
  store<u32>(features, digits > 0 && isNumber(text, end) ? 1 : 0, 52);
  store<u32>(features, isCall(text) ? 1 : 0, 56);
}

/** ASCII letters and `_`. */
@inline
function lettersAndLines(block: v128): v128 {
  const lower = v128.or(block, i8x16.splat(0x20));
  const letter = i8x16.le_u(i8x16.sub(lower, i8x16.splat(0x61)), i8x16.splat(25));
  return v128.or(letter, i8x16.eq(block, i8x16.splat(0x5f)));
}

/** `=`, `+` and `*`, and with a space on both sides `-`, `/` and `x`. */
@inline
function calculates(block: v128, kinds: v128, at: usize): v128 {
  const sign = i8x16.ne(v128.and(kinds, i8x16.splat(0x60)), i8x16.splat(0));
  const doubtful = v128.or(
    i8x16.lt_s(kinds, i8x16.splat(0)),
    i8x16.eq(block, i8x16.splat(0x78)),
  );
  return v128.or(sign, v128.and(doubtful, spaced(at)));
}

/** `.`, `!` and `?`. */
@inline
function stops(block: v128): v128 {
  return v128.or(
    i8x16.eq(block, i8x16.splat(0x2e)),
    v128.or(i8x16.eq(block, i8x16.splat(0x21)), i8x16.eq(block, i8x16.splat(0x3f))),
  );
}

/** What ends a sentence when it stands behind a stop. */
@inline
function closers(block: v128): v128 {
  return v128.or(
    i8x16.le_u(block, i8x16.splat(space)),
    i8x16.eq(block, i8x16.splat(0x22)),
  );
}

/** Places with a space on both sides. */
@inline
function spaced(at: usize): v128 {
  const blank = i8x16.splat(space);
  return v128.and(i8x16.eq(v128.load(at - 1), blank), i8x16.eq(v128.load(at, 1), blank));
}

/** Looks at what may be `=` in an equation or the sign of an operation; `-`, `/` and `x` have spaces on both sides. */
function lookAround(at: usize): void {
  if (load<u8>(at) == 0x3d) {
    if (isEquation(at)) equations++;
  } else if (isOperation(at)) {
    operations++;
  }
}

/** Nearest byte before a place, one space skipped. */
@inline
function byteBefore(at: usize): u8 {
  const byte = load<u8>(at - 1);
  return byte == space ? load<u8>(at - 2) : byte;
}

@inline
function byteBehind(at: usize): u8 {
  const byte = load<u8>(at + 1);
  return byte == space ? load<u8>(at + 2) : byte;
}

function isEquation(at: usize): bool {
  const before = byteBefore(at);
  if (!isDigit(before) && before != closing && before != 0x25) return false;
  const behind = byteBehind(at);
  return isDigit(behind) || behind == dollar || behind == 0x2d || behind == opening;
}

function isOperation(at: usize): bool {
  const before = byteBefore(at);
  if (!isDigit(before) && before != closing) return false;
  const behind = byteBehind(at);
  return isDigit(behind) || behind == dollar || behind == opening;
}

/** Whether there is nothing but digits, blanks and `.,$%-/()+*:=`. */
function isNumber(text: usize, end: usize): bool {
  for (let at = text; at < end; at++) {
    const byte = load<u8>(at);
    // Of 0x20 to 0x3f, a bit each: space $ % ( ) * + , - . / 0-9 : =
    const isOne = byte >= 0x20 && byte < 0x40 && ((0x27ffff31 >>> (byte - 0x20)) & 1) != 0;
    if (!isOne && byte != 0x09) return false;
  }
  return true;
}

/** Whether the text begins with word bytes and dots, the first no digit, an optional `[` before, and then `(` or `[`. */
function isCall(text: usize): bool {
  const first: usize = load<u8>(text) == 0x5b ? text + 1 : text;
  if (isDigit(load<u8>(first))) return false;
  let at = first;
  while (isWordByte(load<u8>(at)) || load<u8>(at) == 0x2e) at++;
  return at > first && (load<u8>(at) == opening || load<u8>(at) == 0x5b);
}
