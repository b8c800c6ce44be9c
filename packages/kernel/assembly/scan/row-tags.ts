import {
  categoryAt,
  none,
  sourceAt,
  sourceBytesAt,
  unknownTagAt,
  unknownTagBytesAt,
  wayAt,
} from '../../src/layout';
import {
  categoryKey,
  longestName,
  ownCategoryKey,
  ownSourceKey,
  tagNamesAt,
} from '../../src/tables/row-keys';
import { findBlocks, firstBytes } from './find-name';
import { settleText, slotOf, textBytes, textKeys, textStart } from './row-values';

const cardWay: u32 = 0;
const rowWay: u32 = 1;
const fileWay: u32 = 2;
const rulesWay: u32 = 3;

/** The tag holds an escape or what is not ASCII: the adapters know what it is in lower case. */
const unreadable: u32 = 254;

/**
 * Writes an entry's source and category: the file's card, the row's own tag, its other tag, the file's vote, or none.
 * False where a tag is for the adapters.
 */
export function writeTags(entry: usize, tags: usize, evidence: u32): bool {
  if (!writeSource(entry)) return false;
  const card = evidence & 0xff;
  const own = readTag(ownCategoryKey, tags);
  if (own == unreadable) return false;
  if (own == none && hasText(ownCategoryKey)) {
    const slot = slotOf(ownCategoryKey);
    store<u32>(entry, <u32>textStart(slot), unknownTagAt);
    store<u32>(entry, textBytes(slot), unknownTagBytesAt);
  }
  if (card != none) return writeCategory(entry, card, cardWay);
  if (own != none) return writeCategory(entry, own, rowWay);
  const other = readTag(categoryKey, tags);
  if (other == unreadable) return false;
  if (other != none) return writeCategory(entry, other, rowWay);
  const vote = evidence >> 8;
  return writeCategory(entry, vote, vote == none ? rulesWay : fileWay);
}

@inline
function writeCategory(entry: usize, category: u32, way: u32): bool {
  store<u8>(entry, <u8>category, categoryAt);
  store<u8>(entry, <u8>way, wayAt);
  return true;
}

function writeSource(entry: usize): bool {
  if (!isText(ownSourceKey)) return true;
  const slot = slotOf(ownSourceKey);
  if (!settleText(slot)) return false;
  if (textBytes(slot) == 0) return true;
  store<u32>(entry, <u32>textStart(slot), sourceAt);
  store<u32>(entry, textBytes(slot), sourceBytesAt);
  return true;
}

@inline
function isText(key: u32): bool {
  return ((textKeys() >> (key as u64)) & 1) != 0;
}

/** Whether the key holds a text that is not blank; only after `readTag`. */
@inline
function hasText(key: u32): bool {
  return isText(key) && textBytes(slotOf(key)) != 0;
}

/** The category that the key's text names, `none` where it is absent, blank or no category's name. */
function readTag(key: u32, tags: usize): u32 {
  if (!isText(key)) return none;
  const slot = slotOf(key);
  if (!settleText(slot)) return unreadable;
  const start = textStart(slot);
  const bytes = textBytes(slot);
  if (isOdd(start, bytes)) return unreadable;
  return bytes > <u32>longestName ? none : categoryOfTag(tags, start, bytes);
}

/** Whether there is a backslash, or a byte that is not ASCII. */
function isOdd(start: usize, bytes: u32): bool {
  for (let at: u32 = 0; at < bytes; at += 16) {
    const block = firstBytes(v128.load(start + at), bytes - at);
    const slashes = i8x16.eq(block, i8x16.splat(0x5c));
    if (i8x16.bitmask(v128.or(block, slashes)) != 0) return true;
  }
  return false;
}

function categoryOfTag(tags: usize, start: usize, bytes: u32): u32 {
  const low = asTag(firstBytes(v128.load(start), bytes));
  const high = bytes > 16 ? asTag(firstBytes(v128.load(start, 16), bytes - 16)) : i64x2.splat(0);
  const number = findBlocks(tags + tagNamesAt, low, high);
  return number == 0 ? none : number - 1;
}

/** In lower case, with `_` for `-`, `/` and a blank. */
@inline
function asTag(block: v128): v128 {
  const capitals = i8x16.lt_u(i8x16.sub(block, i8x16.splat(0x41)), i8x16.splat(26));
  const lower = v128.or(block, v128.and(capitals, i8x16.splat(0x20)));
  const marks = v128.or(
    v128.or(i8x16.eq(block, i8x16.splat(0x2d)), i8x16.eq(block, i8x16.splat(0x2f))),
    i8x16.eq(block, i8x16.splat(0x20)),
  );
  return v128.bitselect(i8x16.splat(0x5f), lower, marks);
}
