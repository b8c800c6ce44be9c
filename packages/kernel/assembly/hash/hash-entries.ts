import {
  digestAt,
  entriesAt,
  entryBytes,
  entryCountAt,
  externalFlag,
  flagsAt,
  hashedAt,
  headerAddress,
  keyAt,
  kindAt,
  recordKind,
  scratchAt,
} from '../../src/layout';
import { addExact, addRendered } from './canonical-message';
import { addPiece, advanceLanes, beginLanes, beginMessage, fillLane, freeLane } from './lanes';

/** Writes the digests of the context's records from `hashed` on that have their texts here. Best called once for many. */
export function hashEntries(context: usize): void {
  const entries: usize = load<u32>(context, entriesAt);
  const count = load<u32>(context, entryCountAt);
  const scratch = load<u32>(context, scratchAt) as usize;
  const isExact = load<u32>(headerAddress + keyAt) === 0;
  const end = entries + entryBytes * count;
  let entry = nextRecord(entries + entryBytes * load<u32>(context, hashedAt), end);
  beginLanes(scratch);
  do {
    for (let lane: u32 = 0; lane < 4; lane += 1) {
      if (!freeLane(scratch, lane) || entry === end) continue;
      beginEntry(beginMessage(scratch, lane, entry + digestAt), entry, isExact);
      entry = nextRecord(entry + entryBytes, end);
    }
  } while (advanceLanes(scratch));
  store<u32>(context, count, hashedAt);
}

/** Writes the SHA-1 of one message, 20 bytes; slower than many at once. `scratch` is `scratchBytes` long. */
export function sha1(source: usize, bytes: u32, target: usize, scratch: usize): void {
  beginLanes(scratch);
  const lane = beginMessage(scratch, 0, target);
  addPiece(lane, source, bytes);
  fillLane(lane);
  while (!freeLane(scratch, 0)) advanceLanes(scratch);
}

function beginEntry(lane: usize, entry: usize, isExact: bool): void {
  if (isExact) addExact(lane, entry);
  else addRendered(lane, entry);
  fillLane(lane);
}

/** The first record at or behind `entry` that is to be hashed, or `end`. */
function nextRecord(entry: usize, end: usize): usize {
  while (entry < end) {
    const isRecord = load<u8>(entry, kindAt) === recordKind;
    if (isRecord && (load<u8>(entry, flagsAt) & externalFlag) === 0) return entry;
    entry += entryBytes;
  }
  return end;
}
