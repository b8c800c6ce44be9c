import { assistantSpeaker, humanSpeaker, systemSpeaker } from '../../src/tables/row-keys';
import { settleSpan, turnsStart } from './row-values';

// The turns of the row at hand, 16 bytes each in the scratch: where the text begins, its bytes, its flags as a string,
// who speaks (u32 each). Ordered, the spoken ones come first, and System's lie behind all that there is room for.
const turnBytes: usize = 16;
const bytesAt: usize = 4;
const flagsAt: usize = 8;
const speakerAt: usize = 12;
const mostTurns: u32 = 479;

let count: u32 = 0;
let systemCount: u32 = 0;

/** Forgets all turns. */
export function forgetTurns(): void {
  count = 0;
  systemCount = 0;
}

/** Adds a turn, a string of these flags; false where there is no room for more. */
export function addTurn(speaker: u32, start: usize, bytes: u32, flags: u32): bool {
  if (count == mostTurns) return false;
  const turn = turnOf(count++);
  store<u32>(turn, <u32>start);
  store<u32>(turn, bytes, bytesAt);
  store<u32>(turn, flags, flagsAt);
  store<u32>(turn, speaker, speakerAt);
  return true;
}

/** Adds a turn of System's that is settled, before the others of System's. */
export function addOpening(start: usize, bytes: u32): void {
  const turn = systemTurnOf(systemCount++);
  store<u32>(turn, <u32>start);
  store<u32>(turn, bytes, bytesAt);
}

/** Settles the turns, drops those without text, and parts System's from the spoken ones; false where one cannot be settled. */
export function orderTurns(): bool {
  let spoken: u32 = 0;
  for (let index: u32 = 0; index < count; index++) {
    const turn = turnOf(index);
    if (!settleSpan(turn, load<u32>(turn, flagsAt))) return false;
    if (turnTextBytes(turn) == 0) continue;
    const isSystem = turnSpeaker(turn) == systemSpeaker;
    const place = isSystem ? systemTurnOf(systemCount++) : turnOf(spoken++);
    v128.store(place, v128.load(turn));
  }
  count = spoken;
  return true;
}

/** How many turns there are; after `orderTurns`, spoken ones. */
@inline
export function turnCount(): u32 {
  return count;
}
@inline
export function systemTurnCount(): u32 {
  return systemCount;
}
@inline
export function turnOf(index: u32): usize {
  return turnsStart() + (index as usize) * turnBytes;
}
/** After `orderTurns`. */
@inline
export function systemTurnOf(index: u32): usize {
  return turnsStart() + ((mostTurns + index) as usize) * turnBytes;
}
@inline
export function turnText(turn: usize): usize {
  return load<u32>(turn);
}
@inline
export function turnTextBytes(turn: usize): u32 {
  return load<u32>(turn, bytesAt);
}
@inline
export function turnSpeaker(turn: usize): u32 {
  return load<u32>(turn, speakerAt);
}

/** The first of the neighbours of one speaker that end before `end`, which is above 0. */
export function firstNeighbour(end: u32): u32 {
  let first = end - 1;
  const speaker = turnSpeaker(turnOf(first));
  while (first > 0 && turnSpeaker(turnOf(first - 1)) == speaker) first--;
  return first;
}

/** Behind the last spoken turn of Assistant's; 0 where there is none. */
export function lastAnswerEnd(): u32 {
  let end = count;
  while (end > 0 && turnSpeaker(turnOf(end - 1)) != assistantSpeaker) end--;
  return end;
}

/** Whether the user speaks in one of the turns before this one. */
export function isAskedBefore(end: u32): bool {
  for (let index: u32 = 0; index < end; index++) {
    if (turnSpeaker(turnOf(index)) == humanSpeaker) return true;
  }
  return false;
}

/** How many spoken turns there are from this one on, neighbours of one speaker counted once. */
export function joinedCount(from: u32): u32 {
  let joined: u32 = 0;
  for (let end = count; end > from; end = firstNeighbour(end)) joined++;
  return joined;
}
