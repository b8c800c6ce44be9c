// What is counted of records once it is known which are kept.
import {
  candidateFlag,
  candidatesAt,
  countsAt,
  duplicateKind,
  entriesAt,
  entropyAt,
  entryBytes,
  entryCountAt,
  entryTurnsLeftOutAt,
  externalFlag,
  flagsAt,
  headerAddress,
  inputLengthAt,
  inputTextAt,
  inputTextBytesAt,
  instructionAt,
  instructionBytesAt,
  instructionLengthAt,
  keptKind,
  kindAt,
  logarithmsAt,
  loneSurrogateFlag,
  loneSurrogatesAt,
  namesAt,
  outputAt,
  outputBytesAt,
  outputLengthAt,
  scratchAt,
  shapeAt,
  shapeCount,
  shapeCountsAt,
  turnsLeftOutAt,
  wayAt,
  wayCountsAt,
} from '../../src/layout';
import { codePoints } from './code-points';
import { entropyOf } from './entropy';
import { holdsName } from './names';

export { addLengths } from './lengths';

/**
 * Measures the kept entries whose texts are here, and adds all of the context's records to its counts: to be called once
 * a context, when its entries are claimed.
 */
export function measureEntries(context: usize): void {
  const counts = <usize>load<u32>(context + countsAt);
  const scratch = <usize>load<u32>(context + scratchAt);
  let entry = <usize>load<u32>(context + entriesAt);
  const end = entry + <usize>load<u32>(context + entryCountAt) * entryBytes;
  let candidates: u32 = 0;
  for (; entry < end; entry += entryBytes) {
    const kind = load<u8>(entry + kindAt);
    if (kind != keptKind && kind != duplicateKind) continue;
    addToCounts(entry, counts, kind == keptKind);
    if (kind != keptKind) continue;
    if ((load<u8>(entry + flagsAt) & externalFlag) == 0) measure(entry, scratch);
    if ((load<u8>(entry + flagsAt) & candidateFlag) != 0) candidates++;
  }
  store<u32>(context + candidatesAt, candidates);
}

function measure(entry: usize, bins: usize): void {
  const instruction = load<u32>(entry + instructionAt);
  const input = load<u32>(entry + inputTextAt);
  const output = <usize>load<u32>(entry + outputAt);
  const bytes = load<u32>(entry + outputBytesAt);
  const instructionLength = codePoints(instruction, load<u32>(entry + instructionBytesAt));
  store<u32>(entry + instructionLengthAt, instructionLength);
  store<u32>(entry + inputLengthAt, codePoints(input, load<u32>(entry + inputTextBytesAt)));
  store<u32>(entry + outputLengthAt, codePoints(output, bytes));
  const logarithms = <usize>load<u32>(headerAddress + logarithmsAt);
  store<f32>(entry + entropyAt, <f32>entropyOf(output, bytes, logarithms, bins));
  if (holdsName(<usize>load<u32>(headerAddress + namesAt), output, bytes)) {
    store<u8>(entry + flagsAt, load<u8>(entry + flagsAt) | candidateFlag);
  }
}

function addToCounts(entry: usize, counts: usize, isKept: bool): void {
  const shape = <usize>load<u8>(entry + shapeAt);
  if (shape < <usize>shapeCount) add(counts + shapeCountsAt + shape * 4, 1);
  if (isKept) add(counts + wayCountsAt + (<usize>load<u8>(entry + wayAt)) * 4, 1);
  if ((load<u8>(entry + flagsAt) & loneSurrogateFlag) != 0) add(counts + loneSurrogatesAt, 1);
  add(counts + turnsLeftOutAt, load<u32>(entry + entryTurnsLeftOutAt));
}

@inline
function add(count: usize, more: u32): void {
  store<u32>(count, load<u32>(count) + more);
}
