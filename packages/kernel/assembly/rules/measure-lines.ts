// The measures that look at a text line by line; adapters' pattern language defines each.
import { isDigit } from './same-bytes';

const lineFeed: u8 = 0x0a;

/** Writes the measures of lines of a text that is not empty; 0 stands behind it. */
export function measureLines(text: usize, length: u32, features: usize): void {
  const end = text + length;
  const feed = i8x16.splat(lineFeed);
  let start = text;
  for (let at = text; at < end; at += 16) {
    let found = i8x16.bitmask(i8x16.eq(v128.load(at), feed));
    for (; found != 0; found &= found - 1) {
      const stop = at + ctz(found);
      if (stop >= end) break;
      measureLine(start, stop, features);
      start = stop + 1;
    }
  }
  measureLine(start, end, features);
}

// Each measure is at four times its place in the list of measures.
function measureLine(start: usize, stop: usize, features: usize): void {
  let first = start;
  while (isBlank(load<u8>(first))) first++;
  count(features + 4);
  if (isChoice(first)) count(features + 28);
  if (isListItem(first)) count(features + 32);
  if (first - start >= 2 || load<u8>(start) == 0x09) count(features + 36);
  if (isStatement(start, stop)) count(features + 40);
}

@inline
function count(feature: usize): void {
  store<u32>(feature, load<u32>(feature) + 1);
}

@inline
function isBlank(byte: u8): bool {
  return byte == 0x20 || byte == 0x09;
}

function isChoice(first: usize): bool {
  const letter = load<u8>(first) == 0x28 ? first + 1 : first;
  if (<u8>(load<u8>(letter) - 0x41) > 9) return false;
  const mark = load<u8>(letter + 1);
  if (mark == 0x29) return true;
  // `A:` alone on its line is where an answer is awaited, not a choice.
  return (mark == 0x2e || mark == 0x3a) && load<u8>(letter + 2) > 0x0d;
}

function isListItem(first: usize): bool {
  const byte = load<u8>(first);
  if (byte == 0x2d || byte == 0x2a) return isBlank(load<u8>(first + 1));
  let at = first;
  while (at < first + 3 && isDigit(load<u8>(at))) at++;
  const mark = load<u8>(at);
  return at > first && (mark == 0x2e || mark == 0x29) && isBlank(load<u8>(at + 1));
}

function isStatement(start: usize, stop: usize): bool {
  const isFramed = stop > start && load<u8>(stop - 1) == 0x0d;
  const behind = isFramed ? stop - 1 : stop;
  if (behind <= start) return false;
  const byte = load<u8>(behind - 1);
  if (byte == 0x3b || byte == 0x7b || byte == 0x7d) return true;
  return byte == 0x3a && behind - 1 > start && load<u8>(behind - 2) == 0x29;
}
