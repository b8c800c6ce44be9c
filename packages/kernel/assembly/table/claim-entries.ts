import {
  blanksAt,
  blanksBeforeAt,
  capsAt,
  claimByVerdicts,
  claimDone,
  claimLabelsFull,
  claimNumbers,
  claimTableFull,
  digestAt,
  duplicateKind,
  duplicatesAt,
  entriesAt,
  entryBytes,
  entryCountAt,
  fileAt,
  fileBytes,
  fileCapAt,
  fileIsDoneAt,
  fileSourceWinsAt,
  filesAt,
  firstLineAt,
  firstSequenceAt,
  headerAddress,
  keptAt,
  keptKind,
  kindAt,
  labelAt,
  lineAt,
  linesAt,
  linesBeforeAt,
  pairAt,
  placesAt,
  recordKind,
  recordsAt,
  sequenceAt,
  sourceBytesAt,
  turnAddress,
  uniqueAt,
  uniquesAt,
  verdictRowsAt,
  verdictsAt,
} from '../../src/layout';
import { termNumberAt } from '../../src/term-layout';
import { enterDigest, noUnique } from './enter-digest';
import { headerField, setTurnField, turnField } from './fields';
import { countKept, countUnknownTag, labelOf, pairOf } from './labels';

const placeBytes: u32 = 8;

/**
 * Decides in the order of the corpus which of a context's records are kept: only for whoever's turn it is. What a file's
 * cap cuts off is no entry of the context any more. After anything but `claimDone` the table is of no more use.
 * With `claimNumbers` records stay undecided, and as with `claimByVerdicts` the table is left alone.
 */
export function claimEntries(context: usize, mode: u32): u32 {
  const lines = turnField(linesBeforeAt);
  store<u32>(context, lines, firstLineAt);
  store<f64>(context, load<f64>(turnAddress, recordsAt), firstSequenceAt);
  setTurnField(linesBeforeAt, lines + load<u32>(context, linesAt));
  store<u32>(context, 0, keptAt);
  store<u32>(context, 0, duplicatesAt);
  const file: usize = headerField(filesAt) + fileBytes * load<u32>(context, fileAt);
  const cap = capOf(file);
  if (turnField(fileIsDoneAt) !== 0 || isSpent(cap)) {
    cut(context, 0, 0);
    return claimDone;
  }
  const entries: usize = load<u32>(context, entriesAt);
  const count = load<u32>(context, entryCountAt);
  for (let index: u32 = 0; index < count; index += 1) {
    const entry = entries + entryBytes * index;
    if (load<u8>(entry, kindAt) !== recordKind) continue;
    const outcome = claimRecord(context, entry, file, mode);
    if (outcome !== claimDone) return outcome;
    if (cap === 0) continue;
    store<f64>(cap, load<f64>(cap) - 1);
    // Nothing behind the record that spends the cap is read, blank rows neither.
    if (isSpent(cap)) {
      cut(context, index + 1, load<u32>(entry, blanksBeforeAt));
      break;
    }
  }
  return claimDone;
}

/** The address of what is left of a file's cap, or 0. */
function capOf(file: usize): usize {
  const number = load<u32>(file, fileCapAt);
  return number === 0 ? 0 : headerField(capsAt) + 8 * (number - 1);
}

function isSpent(cap: usize): bool {
  return cap !== 0 && load<f64>(cap) <= 0;
}

function cut(context: usize, entryCount: u32, blanks: u32): void {
  store<u32>(context, entryCount, entryCountAt);
  store<u32>(context, blanks, blanksAt);
  setTurnField(fileIsDoneAt, 1);
}

function claimRecord(context: usize, entry: usize, file: usize, mode: u32): u32 {
  if (load<u8>(file, fileSourceWinsAt) !== 0) store<u32>(entry, 0, sourceBytesAt);
  const sequence = load<f64>(turnAddress, recordsAt);
  store<u32>(entry, sequence as u64 as u32, sequenceAt);
  store<f64>(turnAddress, sequence + 1, recordsAt);
  const label = labelOf(entry, file);
  if (label === 0 || !countUnknownTag(entry)) return claimLabelsFull;
  store<u32>(entry, load<u32>(label, termNumberAt), labelAt);
  if (mode === claimNumbers) return claimDone;
  const kind = mode === claimByVerdicts ? kindByVerdict(sequence) : kindByTable(context, entry);
  if (kind === recordKind) return claimTableFull;
  if (kind === keptKind) return keep(context, entry, label);
  store<u8>(entry, duplicateKind, kindAt);
  store<u32>(context, load<u32>(context, duplicatesAt) + 1, duplicatesAt);
  return claimDone;
}

function kindByVerdict(sequence: f64): u32 {
  if (sequence >= load<f64>(headerAddress, verdictRowsAt)) return duplicateKind;
  const place = sequence as u64;
  const bits: u32 = load<u8>((headerField(verdictsAt) as usize) + ((place >> 3) as usize));
  return ((bits >> ((place & 7) as u32)) & 1) !== 0 ? keptKind : duplicateKind;
}

/** `recordKind` where the table has no room. */
function kindByTable(context: usize, entry: usize): u32 {
  const next = turnField(uniquesAt);
  const unique = enterDigest(entry + digestAt);
  if (unique === noUnique) return recordKind;
  store<u32>(entry, unique, uniqueAt);
  if (unique !== next) return duplicateKind;
  const place: usize = headerField(placesAt) + placeBytes * unique;
  store<u32>(place, load<u32>(context, firstLineAt) + load<u32>(entry, lineAt) + 1);
  store<u32>(place, load<u32>(entry, labelAt), 4);
  return keptKind;
}

function keep(context: usize, entry: usize, label: usize): u32 {
  const pair = pairOf(label);
  if (pair === 0) return claimLabelsFull;
  store<u32>(entry, pair - 1, pairAt);
  store<u8>(entry, keptKind, kindAt);
  countKept(label);
  store<u32>(context, load<u32>(context, keptAt) + 1, keptAt);
  return claimDone;
}
