import {
  blanksAt,
  blanksBeforeAt,
  entryBytes,
  inputTextAt,
  instructionAt,
  lineAt,
  linesAt,
  outputAt,
  shapeAt,
} from '../../src/layout';
import { assistantSpeaker, historyKey, humanSpeaker, toolsKey } from '../../src/tables/row-keys';
import { writeDialogue } from './dialogue-fold';
import { keyOfTurns } from './dialogue-messages';
import { addOpening, addTurn, forgetTurns } from './dialogue-turns';
import {
  noPlan,
  planDialogue,
  planInput,
  planInstruction,
  planOutput,
  planReadsHistory,
  planReadsTools,
  planRow,
  planSystem,
} from './row-plan';
import { settleText, slotOf, textBytes, textKeys, textStart } from './row-values';

/** Of the keys that count, the first is no text, or cannot be settled. */
const noText: usize = 1;

/** Writes the texts of the row at hand, its shape and its place into an entry; false where the row is for the adapters. */
export function writeRow(entry: usize, context: usize): bool {
  const shape = planRow();
  if (shape == noPlan) return false;
  clearEntry(entry);
  store<u8>(entry, <u8>shape, shapeAt);
  store<u32>(entry, load<u32>(context, linesAt), lineAt);
  store<u32>(entry, load<u32>(context, blanksAt), blanksBeforeAt);
  const system = countingText(planSystem());
  if (system == noText || !isBlank(planReadsHistory(), historyKey)) return false;
  if (planDialogue() != 0) return writeMessages(entry, system);
  const instruction = countingText(planInstruction());
  const input = countingText(planInput());
  const output = countingText(planOutput());
  if (instruction == noText || input == noText || output <= noText) return false;
  if (system != 0) {
    forgetTurns();
    addOpening(textStart(system), textBytes(system));
    addText(humanSpeaker, instruction);
    addText(humanSpeaker, input);
    addText(assistantSpeaker, output);
    return writeDialogue(entry);
  }
  if (instruction == 0) return false;
  writeText(entry, instructionAt, instruction);
  writeText(entry, outputAt, output);
  if (input != 0) writeText(entry, inputTextAt, input);
  return true;
}

/** Stores zeros; the call that `memory.fill` is takes longer. */
@inline
function clearEntry(entry: usize): void {
  for (let at: usize = 0; at < <usize>entryBytes; at += 16) v128.store(entry + at, i64x2.splat(0));
}

@inline
function addText(speaker: u32, slot: usize): void {
  if (slot != 0) addTurn(speaker, textStart(slot), textBytes(slot), 0);
}

/** False where the key is read and has a text that is not blank. */
@inline
function isBlank(isRead: bool, key: u32): bool {
  return !isRead || countingText(key) == 0;
}

function writeMessages(entry: usize, system: usize): bool {
  if (keyOfTurns() != planDialogue() || !isBlank(planReadsTools(), toolsKey)) return false;
  if (system != 0) addOpening(textStart(system), textBytes(system));
  return writeDialogue(entry);
}

@inline
function writeText(entry: usize, at: usize, slot: usize): void {
  store<u32>(entry + at, <u32>textStart(slot));
  store<u32>(entry + at, textBytes(slot), 4);
}

/** The slot of the first text that is not blank, as adapters' `countingKey` chooses; 0 where all are, `noText` where what counts is none. */
function countingText(keys: u64): usize {
  while (keys != 0) {
    const key: u32 = <u32>keys & 0xff;
    if (((textKeys() >> (key as u64)) & 1) == 0) return noText;
    const slot = slotOf(key);
    if (!settleText(slot)) return noText;
    if (textBytes(slot) != 0) return slot;
    keys >>= 8;
  }
  return 0;
}
