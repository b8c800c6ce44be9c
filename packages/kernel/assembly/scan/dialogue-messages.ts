import {
  callSpeaker,
  contentKey,
  fromKey,
  reasoningContentKey,
  reasoningKey,
  roleKey,
  roleNamesAt,
  thinkingKey,
  toolCallsKey,
  valueKey,
} from '../../src/tables/row-keys';
import { closingBrace, closingBracket, comma, letterN, openingBrace, quote } from '../text/bytes';
import { stringEnd, stringFlags } from '../text/index';
import { addTurn, forgetTurns } from './dialogue-turns';
import { findName } from './find-name';
import { lastKey, namesStart, valueOfKey } from './read-key';
import { slotOf, textBytes, textFlags, textStart, writeSlot } from './row-values';
import { skipBlanks, skipValue } from './skip-value';

let turnsKey: u32 = 0;
// Of the message at hand: the keys that hold something, and those that hold a text; bit i is key i's.
let held: u64 = 0;
let texts: u64 = 0;

/** The key whose list `readMessages` took for the turns, 0 where it took none. */
@inline
export function keyOfTurns(): u32 {
  return turnsKey;
}

/** Forgets the row before. */
export function forgetMessages(): void {
  turnsKey = 0;
}

/** Reads a list of messages into the turns, if none of them calls for more; where the list ends, 0 where it is no valid one. */
export function readMessages(key: u32, at: usize, end: usize): usize {
  forgetTurns();
  const next = readTurns(at, end);
  turnsKey = next == 0 ? 0 : key;
  return next == 0 ? skipValue(at, end) : next;
}

function readTurns(at: usize, end: usize): usize {
  at = skipBlanks(at + 1, end);
  while (at < end) {
    if (load<u8>(at) != openingBrace) return 0;
    at = readMessage(at, end);
    if (at == 0 || !addMessage()) return 0;
    at = skipBlanks(at, end);
    const mark: u32 = load<u8>(at);
    at++;
    if (mark == closingBracket) return at;
    if (mark != comma) return 0;
    at = skipBlanks(at, end);
  }
  return 0;
}

function readMessage(at: usize, end: usize): usize {
  held = 0;
  texts = 0;
  at = skipBlanks(at + 1, end);
  while (at < end) {
    at = valueOfKey(at, end);
    if (at == 0) return 0;
    at = readMember(lastKey(), at, end);
    if (at == 0) return 0;
    at = skipBlanks(at, end);
    const mark: u32 = load<u8>(at);
    at++;
    if (mark == closingBrace) return at;
    if (mark != comma) return 0;
    at = skipBlanks(at, end);
  }
  return 0;
}

@inline
function readMember(key: u32, at: usize, end: usize): usize {
  const bit: u64 = (1 as u64) << (key as u64);
  if (load<u8>(at) != quote) {
    if (load<u8>(at) == letterN) held &= ~bit;
    else held |= bit;
    texts &= ~bit;
    return skipValue(at, end);
  }
  const close = stringEnd(at + 1, end);
  if (close == 0) return 0;
  held |= bit;
  texts |= bit;
  // A message may have keys that mean something in a row, whose slots are the row's.
  if (key >= <u32>roleKey) writeSlot(key, at + 1, close, stringFlags());
  return close + 1;
}

@inline
function holds(key: u32): bool {
  return ((held >> (key as u64)) & 1) != 0;
}

/** Adds the turn that the message at hand is; false where it is for the adapters. */
function addMessage(): bool {
  const isRole = holds(roleKey);
  const speaker = speakerUnder(isRole ? roleKey : fromKey);
  if (speaker == 0 || speaker == callSpeaker || holds(toolCallsKey)) return false;
  if (reasons(reasoningContentKey) || reasons(reasoningKey) || reasons(thinkingKey)) return false;
  const key = isRole ? contentKey : valueKey;
  if (!holds(key)) return true;
  if (((texts >> (key as u64)) & 1) == 0) return false;
  const slot = slotOf(key);
  return addTurn(speaker, textStart(slot), textBytes(slot), textFlags(slot));
}

/** Who speaks under the role that stands under the key, 0 where that is none, or one with an escape. */
function speakerUnder(key: u32): u32 {
  if (((texts >> (key as u64)) & 1) == 0) return 0;
  const slot = slotOf(key);
  return findName(namesStart() + roleNamesAt, textStart(slot), textBytes(slot));
}

/** Whether reasoning may stand under the key. */
@inline
function reasons(key: u32): bool {
  if (!holds(key)) return false;
  return ((texts >> (key as u64)) & 1) == 0 || textBytes(slotOf(key)) != 0;
}
