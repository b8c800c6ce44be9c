import {
  entryTurnsLeftOutAt,
  inputTextAt,
  instructionAt,
  outputAt,
} from '../../src/layout';
import { humanSpeaker, systemSpeaker } from '../../src/tables/row-keys';
import { headerLineIn, opensWithHeader, writeHeader } from './dialogue-headers';
import {
  firstNeighbour,
  isAskedBefore,
  joinedCount,
  lastAnswerEnd,
  orderTurns,
  systemTurnCount,
  systemTurnOf,
  turnCount,
  turnOf,
  turnSpeaker,
  turnText,
  turnTextBytes,
} from './dialogue-turns';
import { roomFor, takeRoom } from './row-values';

/** `\n\n`, escaped, between texts and between turns. */
const border: u32 = 0x6e5c6e5c;
/** a border, and the longest header */
const turnExtraBytes: u32 = 16;

/** Where the next text goes in the arena. */
let target: usize = 0;
/** A line of a text would be read as a header. */
let isMistakable: bool = false;

/**
 * Folds the turns into an entry's texts, as schema's `foldTurns` does: the last answer is the output, the turn before
 * it the instruction, the rest a transcript. False where they cannot be folded, or where a line must be escaped.
 */
export function writeDialogue(entry: usize): bool {
  if (!orderTurns()) return false;
  const end = lastAnswerEnd();
  if (end == 0) return false;
  const answer = firstNeighbour(end);
  if (!isAskedBefore(answer)) return false;
  const asked = firstNeighbour(answer);
  target = roomFor(bytesAtMost());
  if (target == 0) return false;
  isMistakable = false;
  writeJoined(entry + outputAt, answer, end);
  writeQuestion(entry + instructionAt, asked, answer);
  writeTranscript(entry + inputTextAt, asked);
  if (isMistakable) return false;
  takeRoom(target);
  store<u32>(entry, joinedCount(end), entryTurnsLeftOutAt);
  return true;
}

/** The most bytes that all texts can take. */
function bytesAtMost(): u32 {
  const spoken = turnCount();
  let bytes: u32 = 0;
  for (let index: u32 = 0; index < spoken; index++) {
    bytes += turnTextBytes(turnOf(index)) + turnExtraBytes;
  }
  for (let index: u32 = 0; index < systemTurnCount(); index++) {
    bytes += turnTextBytes(systemTurnOf(index)) + turnExtraBytes;
  }
  return bytes;
}

/** Writes {address, bytes} of neighbours' text, which stays where it is if it is only one. */
function writeJoined(text: usize, first: u32, end: u32): void {
  if (end - first == 1) {
    const turn = turnOf(first);
    store<u32>(text, <u32>turnText(turn));
    store<u32>(text, turnTextBytes(turn), 4);
    return;
  }
  const start = target;
  for (let index = first; index < end; index++) {
    if (index > first) putBorder();
    putText(turnOf(index));
  }
  writeSpan(text, start);
}

function writeQuestion(text: usize, first: u32, end: u32): void {
  const turn = turnOf(first);
  if (turnSpeaker(turn) == humanSpeaker) {
    const start = turnText(turn);
    if (opensWithHeader(start, start + turnTextBytes(turn))) isMistakable = true;
    writeJoined(text, first, end);
    return;
  }
  const start = target;
  putSpoken(first, end, start);
  writeSpan(text, start);
}

/** Writes {address, bytes} of the transcript of System's turns and of the spoken ones before `end`. */
function writeTranscript(text: usize, end: u32): void {
  const start = target;
  for (let index: u32 = 0; index < systemTurnCount(); index++) {
    if (index > 0) putBorder();
    else target = writeHeader(systemSpeaker, target);
    putLines(systemTurnOf(index), index > 0);
  }
  putSpoken(0, end, start);
  writeSpan(text, start);
}

/** Puts spoken turns, each behind a border but at a text's `start`, and with a header where the speaker changes. */
function putSpoken(first: u32, end: u32, start: usize): void {
  let speaker: u32 = 0;
  for (let index = first; index < end; index++) {
    const turn = turnOf(index);
    const joins = turnSpeaker(turn) == speaker;
    speaker = turnSpeaker(turn);
    if (target != start) putBorder();
    if (!joins) target = writeHeader(speaker, target);
    putLines(turn, joins);
  }
}

/** Puts a turn's text, of which no line may read as a header, the first one neither if a line begins with it. */
function putLines(turn: usize, beginsLine: bool): void {
  const start = turnText(turn);
  const end = start + turnTextBytes(turn);
  if (headerLineIn(start, end) || (beginsLine && opensWithHeader(start, end))) isMistakable = true;
  putText(turn);
}

@inline
function putBorder(): void {
  store<u32>(target, border);
  target += 4;
}

@inline
function putText(turn: usize): void {
  const source = turnText(turn);
  const bytes: usize = turnTextBytes(turn);
  // A copy of whole blocks needs no call; what it writes behind the text is written over, or slack.
  for (let at: usize = 0; at < bytes; at += 16) v128.store(target + at, v128.load(source + at));
  target += bytes;
}

@inline
function writeSpan(text: usize, start: usize): void {
  store<u32>(text, <u32>start);
  store<u32>(text, <u32>(target - start), 4);
}
