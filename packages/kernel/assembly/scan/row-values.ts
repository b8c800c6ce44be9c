import { openingBrace, openingBracket, letterF, letterN } from '../text/bytes';
import { loneSurrogate, canonicalize, rewriteFlag, trimmedEnd, trimmedStart } from '../text/index';
import { arenaCursorAt, arenaEndAt, scratchAt } from '../../src/layout';

// What the row at hand holds under the keys of `row-keys.ts`: sets of keys by the kind of value, and a slot of 16
// bytes in the scratch for each text: where it begins, its bytes, its flags (u32 each).
const slotBytes: usize = 16;
const bytesAt: usize = 4;
const flagsAt: usize = 8;
/** room of the slots; the turns follow */
const slotsBytes: usize = 1024;

let seen: u64 = 0;
let texts: u64 = 0;
let lists: u64 = 0;
/** of the lists, those that hold something */
let filledLists: u64 = 0;
let objects: u64 = 0;
let falses: u64 = 0;
/** numbers and `true` */
let others: u64 = 0;

let slots: usize = 0;
let context: usize = 0;
let isOutOfRoom: bool = false;

/** Says whose scratch and arena hold the rows' texts from now on. */
export function useContext(current: usize): void {
  context = current;
  slots = load<u32>(current, scratchAt);
}

/** Forgets the row before. */
export function forgetValues(): void {
  seen = 0;
  texts = 0;
  lists = 0;
  filledLists = 0;
  objects = 0;
  falses = 0;
  others = 0;
  isOutOfRoom = false;
}

/** Notes a text under a key, in place of what was there under it. */
export function noteText(key: u32, start: usize, end: usize, flags: u32): void {
  const bit: u64 = (1 as u64) << (key as u64);
  if ((seen & bit) != 0) forgetKey(bit);
  seen |= bit;
  texts |= bit;
  writeSlot(key, start, end, flags);
}

/** Writes a key's slot, and nothing of what its value is. */
@inline
export function writeSlot(key: u32, start: usize, end: usize, flags: u32): void {
  const slot = slotOf(key);
  store<u32>(slot, <u32>start);
  store<u32>(slot, <u32>(end - start), bytesAt);
  store<u32>(slot, flags, flagsAt);
}

/** Notes a value under a key that is no text and opens with this byte, in place of what was there under it. */
export function noteValue(key: u32, opening: u32, isFilled: bool): void {
  const bit: u64 = (1 as u64) << (key as u64);
  if ((seen & bit) != 0) forgetKey(bit);
  seen |= bit;
  if (opening == letterN) return;
  if (opening == openingBracket) {
    lists |= bit;
    if (isFilled) filledLists |= bit;
  } else if (opening == openingBrace) objects |= bit;
  else if (opening == letterF) falses |= bit;
  else others |= bit;
}

function forgetKey(bit: u64): void {
  texts &= ~bit;
  lists &= ~bit;
  filledLists &= ~bit;
  objects &= ~bit;
  falses &= ~bit;
  others &= ~bit;
}

@inline
export function textKeys(): u64 {
  return texts;
}
@inline
export function listKeys(): u64 {
  return lists;
}
@inline
export function filledListKeys(): u64 {
  return filledLists;
}
@inline
export function objectKeys(): u64 {
  return objects;
}
@inline
export function falseKeys(): u64 {
  return falses;
}
@inline
export function otherKeys(): u64 {
  return others;
}

/** Whether a text could not be settled for want of room in the arena. */
export function needsRoom(): bool {
  return isOutOfRoom;
}

@inline
export function slotOf(key: u32): usize {
  return slots + (key as usize) * slotBytes;
}
@inline
export function textStart(slot: usize): usize {
  return load<u32>(slot);
}
@inline
export function textFlags(slot: usize): u32 {
  return load<u32>(slot, flagsAt);
}
/** Where in the scratch the turns of a dialogue stand. */
@inline
export function turnsStart(): usize {
  return slots + slotsBytes;
}
@inline
export function textBytes(slot: usize): u32 {
  return load<u32>(slot, bytesAt);
}

/** Makes a slot's text canonical and trims it; false where it has a lone surrogate, or where the arena has no room. */
@inline
export function settleText(slot: usize): bool {
  return settleSpan(slot, load<u32>(slot, flagsAt));
}

/** As `settleText`, for any {start u32, bytes u32} of a string with these flags. */
export function settleSpan(span: usize, flags: u32): bool {
  let start: usize = load<u32>(span);
  let bytes = load<u32>(span, bytesAt);
  if ((flags & rewriteFlag) != 0) {
    const target: usize = roomFor(bytes);
    if (target == 0) return false;
    bytes = canonicalize(start, bytes, target);
    if (bytes == loneSurrogate) return false;
    start = target;
    takeRoom(target + bytes);
  }
  const end = start + bytes;
  const first = trimmedStart(start, end);
  store<u32>(span, <u32>first);
  store<u32>(span, <u32>(trimmedEnd(first, end) - first), bytesAt);
  return true;
}

/** Where so many bytes can be written in the arena, and 16 behind them; 0 where there is no room for them. */
export function roomFor(bytes: u32): usize {
  const cursor: usize = load<u32>(context, arenaCursorAt);
  const limit: usize = load<u32>(context, arenaEndAt);
  if (cursor + bytes + 16 <= limit) return cursor;
  isOutOfRoom = true;
  return 0;
}

/** Keeps what was written in the arena up to there. */
@inline
export function takeRoom(end: usize): void {
  store<u32>(context, <u32>end, arenaCursorAt);
}
