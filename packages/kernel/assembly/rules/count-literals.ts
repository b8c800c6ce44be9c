// Signals: how often the literals stand in a row's texts, borders and all.
import {
  alwaysFromAt,
  byteInfoBytes,
  byteListAt,
  columnsPerBlock,
  endingBorderAt,
  endingBytes,
  endingSignalAt,
  endingTextAt,
  insideWordStateAt,
  longestLiteralAt,
  measureCount,
  nextListAt,
  pendingFromAt,
  reportListAt,
  scopeFeaturesAt,
  startStateAt,
  textEndCountAt,
  textEndListAt,
} from '../../src/tables/rules-layout';
import { isWordByte } from './same-bytes';

// A walk waits for one load a byte. Four at once, each on a quarter of the bytes, wait together.
const leastForQuarters: u32 = 128;

// So many steps of four walks are noted at most before what they found is counted.
const stepsPerPause: usize = 128;
/** A note is a state and the place of the byte that follows. */
const noteBytes: usize = 8;
/** Scratch that `countLiterals` needs for notes. */
export const notesBytes: usize = stepsPerPause * 4 * noteBytes;

// Where a row's texts and counts are: too much to hand from function to function.
let table: usize = 0;
let noteList: usize = 0;
let inputStart: usize = 0;
let outputStart: usize = 0;
let instructionCounts: usize = 0;
let scopeBytes: usize = 0;

/**
 * Counts in the features' signals what stands in three fields that lie one behind the other from `start` to `end`, each
 * with what `writeField` puts behind it.
 */
export function countLiterals(
  rules: usize,
  start: usize,
  input: usize,
  output: usize,
  end: usize,
  features: usize,
  notes: usize,
): void {
  table = rules;
  noteList = notes;
  inputStart = input;
  outputStart = output;
  scopeBytes = <usize>load<u32>(rules + scopeFeaturesAt) * 4;
  instructionCounts = features + measureCount * 4;
  if (<u32>(end - start) < leastForQuarters) {
    walk(start, end, load<u32>(rules + startStateAt));
  } else {
    walkQuarters(start, end);
  }
}

/** What the table says of the byte at a place: in the lower half its column, in the upper the first state that reports. */
@inline
function infoOf(infos: usize, at: usize): u64 {
  return load<u64>(infos + (<usize>load<u8>(at)) * byteInfoBytes);
}

@inline
function step(next: usize, state: u32, info: u64): u32 {
  return load<u16>(next + state * (columnsPerBlock * 2) + <u32>info);
}

@inline
function reportsFrom(info: u64): u32 {
  return <u32>(info >>> 32);
}

/** Notes a state that may have something to report; no call, which would push the states of a walk out of the registers. */
@inline
function note(notes: usize, state: u32, info: u64, at: usize): usize {
  if (state < reportsFrom(info)) return notes;
  store<u32>(notes, state);
  store<u32>(notes, <u32>at, 4);
  return notes + noteBytes;
}

function walk(start: usize, end: usize, first: u32): void {
  const infos = table + load<u32>(table + byteListAt);
  const next = table + load<u32>(table + nextListAt);
  let state = first;
  let at = start;
  while (at < end) {
    const pause = min(at + stepsPerPause * 4, end);
    let notes = noteList;
    for (; at < pause; at++) {
      const info = infoOf(infos, at);
      notes = note(notes, state, info, at);
      state = step(next, state, info);
    }
    countNotes(notes);
  }
}

function walkQuarters(start: usize, end: usize): void {
  const infos = table + load<u32>(table + byteListAt);
  const next = table + load<u32>(table + nextListAt);
  const quarter = (end - start) >> 2;
  const half = quarter * 2;
  const most = quarter * 3;
  let state0 = load<u32>(table + startStateAt);
  // No literal that is under way where a quarter begins began longer ago.
  const lead = load<u32>(table + longestLiteralAt) + 1;
  let state1 = load<u32>(table + insideWordStateAt);
  let state2 = state1;
  let state3 = state1;
  for (let at = start - lead; at < start; at++) {
    state1 = step(next, state1, infoOf(infos, at + quarter));
    state2 = step(next, state2, infoOf(infos, at + half));
    state3 = step(next, state3, infoOf(infos, at + most));
  }
  const stop = start + quarter;
  for (let at = start; at < stop; ) {
    const pause = min(at + stepsPerPause, stop);
    let notes = noteList;
    for (; at < pause; at++) {
      const info0 = infoOf(infos, at);
      const info1 = infoOf(infos, at + quarter);
      const info2 = infoOf(infos, at + half);
      const info3 = infoOf(infos, at + most);
      notes = note(notes, state0, info0, at);
      notes = note(notes, state1, info1, at + quarter);
      notes = note(notes, state2, info2, at + half);
      notes = note(notes, state3, info3, at + most);
      state0 = step(next, state0, info0);
      state1 = step(next, state1, info1);
      state2 = step(next, state2, info2);
      state3 = step(next, state3, info3);
    }
    countNotes(notes);
  }
  walk(start + quarter * 4, end, state3);
}

/** Counts the literals that end right before each place that was noted. */
function countNotes(end: usize): void {
  const infos = table + load<u32>(table + byteListAt);
  const reports = table + load<u32>(table + reportListAt);
  const pendingFrom = load<u32>(table + pendingFromAt);
  const alwaysFrom = load<u32>(table + alwaysFromAt);
  for (let noted = noteList; noted < end; noted += noteBytes) {
    const at = <usize>load<u32>(noted, 4);
    const counts =
      instructionCounts + (<usize>(at >= inputStart) + <usize>(at >= outputStart)) * scopeBytes;
    const list = table + load<u32>(reports + ((load<u32>(noted) - pendingFrom) << 2));
    const isInWord = reportsFrom(infoOf(infos, at)) == alwaysFrom;
    const last = list + 1 + load<u8>(isInWord ? list : list + 1);
    for (let entry = list + 2; entry <= last; entry++) {
      const count = counts + ((<usize>load<u8>(entry)) << 2);
      store<u32>(count, load<u32>(count) + 1);
    }
  }
}

/** Counts the literals that end a field, which must not be empty. */
export function countEndings(rules: usize, text: usize, length: u32, features: usize): void {
  const signals = features + measureCount * 4;
  let ending = rules + load<u32>(rules + textEndListAt);
  const end = ending + load<u32>(rules + textEndCountAt) * endingBytes;
  for (; ending < end; ending += endingBytes) {
    const bytes = <u32>load<u8>(ending);
    if (bytes > length) continue;
    const start = text + length - bytes;
    if (!isLowered(start, ending + endingTextAt, bytes)) continue;
    const isInWord =
      load<u8>(ending + endingBorderAt) != 0 && bytes < length && isWordByte(load<u8>(start - 1));
    const count = signals + ((<usize>load<u8>(ending + endingSignalAt)) << 2);
    if (!isInWord) store<u32>(count, load<u32>(count) + 1);
  }
}

/** Whether a text, its ASCII letters in lower case, is the literal. */
@inline
function isLowered(text: usize, literal: usize, bytes: u32): bool {
  for (let i: u32 = bytes; i > 0; i--) {
    const byte = load<u8>(text + i - 1);
    const lower: u8 = <u8>(byte - 0x41) < 26 ? byte + 0x20 : byte;
    if (lower != load<u8>(literal + i - 1)) return false;
  }
  return true;
}
