import {
  arenaAt,
  arenaCursorAt,
  blanksAt,
  cursorAt,
  entriesAt,
  entryBytes,
  entryCountAt,
  entryLimitAt,
  fileAt,
  fileBytes,
  fileCardAt,
  fileIsPlainAt,
  filesAt,
  fileVoteAt,
  headerAddress,
  inputEndAt,
  isUtf8At,
  linesAt,
  scanDone,
  scanFull,
  scanSlow,
  slowEndAt,
  slowStartAt,
  tagsAt,
} from '../../src/layout';
import { lineFeed, openingBrace } from '../text/bytes';
import { useNames } from './read-key';
import { readRow } from './read-row';
import { writeTags } from './row-tags';
import { needsRoom, useContext } from './row-values';
import { skipBlanks } from './skip-value';
import { writeRow } from './write-entry';

// What becomes of one row.
const rowTaken: u32 = 0;
const rowLeft: u32 = 1;
const rowWithoutRoom: u32 = 2;

// The same for all rows of a context.
let tags: usize = 0;
let evidence: u32 = 0;
let isPlain: bool = false;
let isUtf8: bool = false;

/**
 * Reads rows from the context's cursor on and adds an entry for each that is flat and of a known shape. Gives
 * `scanDone` at the input's end, `scanSlow` behind a row that is for the adapters, which is counted but has no entry,
 * and `scanFull` before a row for which there is no room.
 */
export function scanRows(context: usize): u32 {
  const file: usize =
    load<u32>(headerAddress, filesAt) + load<u32>(context, fileAt) * fileBytes;
  tags = load<u32>(headerAddress, tagsAt);
  evidence = (<u32>load<u8>(file, fileVoteAt) << 8) | load<u8>(file, fileCardAt);
  isPlain = load<u8>(file, fileIsPlainAt) != 0;
  isUtf8 = load<u32>(context, isUtf8At) != 0;
  useNames(tags);
  useContext(context);
  return scanLines(context);
}

function scanLines(context: usize): u32 {
  const end: usize = load<u32>(context, inputEndAt);
  let cursor: usize = load<u32>(context, cursorAt);
  while (cursor < end) {
    const start = skipBlanks(markEnd(cursor, end), end);
    if (start >= end || load<u8>(start) == lineFeed) {
      add(context, blanksAt);
      add(context, linesAt);
      cursor = min(start + 1, end);
      store<u32>(context, <u32>cursor, cursorAt);
      continue;
    }
    const taken = takeRow(context, start, end);
    if (taken == rowWithoutRoom) return scanFull;
    const lineEnd = taken == rowTaken ? rowEnd : lineEndFrom(cursor, end);
    store<u32>(context, <u32>min(lineEnd + 1, end), cursorAt);
    add(context, linesAt);
    if (taken == rowLeft) return leaveRow(context, cursor, lineEnd);
    cursor = lineEnd + 1;
  }
  return scanDone;
}

/** Where the last row that was taken ends: at its line feed, or where the input does. */
let rowEnd: usize = 0;

/** Adds the entry of a row that begins there; it ends at a line feed or at `end`. */
function takeRow(context: usize, start: usize, end: usize): u32 {
  const count = load<u32>(context, entryCountAt);
  if (count >= load<u32>(context, entryLimitAt)) return rowWithoutRoom;
  if (!isPlain || load<u8>(start) != openingBrace) return rowLeft;
  const read = readRow(start, end);
  if (read == 0) return rowLeft;
  rowEnd = skipBlanks(read, end);
  const isWhole = rowEnd >= end || load<u8>(rowEnd) == lineFeed;
  if (!isWhole || (!isUtf8 && !isAscii(start, rowEnd))) return rowLeft;
  const arena = load<u32>(context, arenaCursorAt);
  const entry: usize = load<u32>(context, entriesAt) + count * entryBytes;
  if (writeRow(entry, context) && writeTags(entry, tags, evidence)) {
    store<u32>(context, count + 1, entryCountAt);
    return rowTaken;
  }
  store<u32>(context, arena, arenaCursorAt);
  // A row that does not fit into an empty arena fits into none.
  return needsRoom() && arena != load<u32>(context, arenaAt) ? rowWithoutRoom : rowLeft;
}

function leaveRow(context: usize, start: usize, end: usize): u32 {
  store<u32>(context, <u32>start, slowStartAt);
  store<u32>(context, <u32>end, slowEndAt);
  return scanSlow;
}

@inline
function add(context: usize, at: usize): void {
  store<u32>(context + at, load<u32>(context + at) + 1);
}

/** Behind the byte-order mark that a line may begin with. */
@inline
function markEnd(at: usize, end: usize): usize {
  const isMark = (load<u32>(at) & 0xffffff) == 0xbfbbef && at + 3 <= end;
  return isMark ? at + 3 : at;
}

function lineEndFrom(at: usize, end: usize): usize {
  while (at < end) {
    const feeds = i8x16.bitmask(i8x16.eq(v128.load(at), i8x16.splat(0x0a)));
    if (feeds != 0) return min(at + <usize>ctz(feeds), end);
    at += 16;
  }
  return end;
}

function isAscii(at: usize, end: usize): bool {
  for (; at + 16 <= end; at += 16) {
    if (i8x16.bitmask(v128.load(at)) != 0) return false;
  }
  for (; at < end; at++) {
    if (load<u8>(at) >= 0x80) return false;
  }
  return true;
}
